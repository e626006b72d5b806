package dev.steward.testkit.desk;

import static dev.steward.testkit.desk.Talks.everything;
import static dev.steward.testkit.desk.Talks.own;
import static dev.steward.testkit.desk.Talks.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.MemoryDesk.Progress;
import dev.steward.core.Principal;
import dev.steward.core.Scope;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Decision;
import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Target;
import dev.steward.core.memory.Tombstone;
import dev.steward.core.memory.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every desk promises about its memory, near or far.
public interface MemoryDeskContract {
  Principal OWNER = Principal.owner("acme");
  Principal ANA = new Principal("acme", Set.of("ana"));
  Principal STRANGER = Principal.owner("other");

  /// A desk for this principal; all of one test's desks have the same behind them.
  Desk desk(Principal principal);

  private MemoryDesk memory(Principal principal) {
    return desk(principal).memory();
  }

  /// Remembers a text word for word.
  private Fact fact(String user, String text) {
    return memory(OWNER).add(OWNER, said(user, text, Addition.Mode.VERBATIM)).facts().getFirst();
  }

  @Test
  default void whatIsAddedWordForWordIsAFactThatIsListedFoundAndCounted() {
    var memory = memory(OWNER);

    var fact = fact("ana", "John likes green tea");

    assertThat(fact.text()).isEqualTo("John likes green tea");
    assertThat(fact.scope()).isEqualTo(new Scope("acme", "ana", ""));
    assertThat(memory.fact(OWNER, fact.id())).contains(fact);
    assertThat(memory.list(OWNER, own("ana"), "", 10)).containsExactly(fact);
    assertThat(memory.count(OWNER, own("ana"))).isEqualTo(1);
    assertThat(found(memory, "green tea")).contains(fact);
    assertThat(memory.message(OWNER, fact.source()).orElseThrow().text())
        .isEqualTo("John likes green tea");
  }

  private static List<Entry> found(MemoryDesk memory, String text) {
    return memory.search(OWNER, new Search(own("ana"), text, 10, 0, Instant.EPOCH)).stream()
        .map(Recollection::entry)
        .toList();
  }

  @Test
  default void aMessageIsKeptAsItWasSaidAndFound() {
    var memory = memory(OWNER);
    var at = Instant.parse("2026-05-03T10:00:00.123456789Z");
    var text = "  שלום 👩‍👩‍👧 \"Tea\"\r\n\t& \\ \u202E biscuits ";
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("none", null);
    metadata.put("big", Long.MAX_VALUE);
    metadata.put("part", 0.1);
    metadata.put("list", Arrays.asList(true, null, "é", List.of(), Map.of("in", "side")));
    var addition =
        new Addition(
            "m",
            new Scope("acme", "ana", "s1"),
            new Labels("an agent", "an app", "a run", data(metadata)),
            List.of(said(text, Trust.EXTERNAL, at)),
            Addition.Mode.NONE,
            "",
            Fact.Validity.OPEN);

    var added = memory.add(OWNER, addition);

    var message = memory.message(OWNER, added.messages().getFirst()).orElseThrow();
    assertThat(message.text()).isEqualTo(text);
    assertThat(message.at()).isEqualTo(at);
    assertThat(message.trust()).isEqualTo(Trust.EXTERNAL);
    assertThat(message.scope()).isEqualTo(addition.scope());
    assertThat(message.labels()).isEqualTo(addition.labels());
    assertThat(found(memory, "biscuits")).contains(message);
  }

  @SuppressWarnings("NullAway") // nulls are data, too
  private static Map<String, Object> data(Map<String, @Nullable Object> data) {
    return data;
  }

  @Test
  default void theSameAdditionTwiceIsOne() {
    var memory = memory(OWNER);
    var addition = Talks.of("once", said("ana", "John likes tea", Addition.Mode.VERBATIM));

    var first = memory.add(OWNER, addition);
    var second = memory.add(OWNER, addition);

    assertThat(second.messages()).isEqualTo(first.messages());
    assertThat(memory.count(OWNER, own("ana"))).isEqualTo(1);
  }

  @Test
  default void nothingIsAddedWithoutAText() {
    refuses(() -> memory(OWNER).add(OWNER, said("ana", " ", Addition.Mode.VERBATIM)));
    refuses(() -> memory(OWNER).add(OWNER, said("", "Tea", Addition.Mode.VERBATIM)));
  }

  @Test
  default void factsAreDrawnFromAMessageInTheBackground() {
    var memory = memory(OWNER);

    var added = memory.add(OWNER, said("ana", "I prefer green tea", Addition.Mode.EXTRACT));

    var extraction = extracted(memory, added.id());
    assertThat(extraction.messages()).isEqualTo(added.messages());
    assertThat(extraction.outcomes()).hasSize(1);
    var fact = memory.fact(OWNER, extraction.outcomes().getFirst().fact()).orElseThrow();
    assertThat(fact.source()).isEqualTo(added.messages().getFirst());
    assertThat(memory.extractions(OWNER, Set.of(Extraction.State.SUCCEEDED), "", 10))
        .containsExactly(extraction);
    assertThat(memory.extractions(OWNER, Set.of(Extraction.State.PARKED), "", 10)).isEmpty();
    refuses(() -> memory.retry(OWNER, extraction.id()));
    refuses(() -> memory.retry(OWNER, "nothing"));
  }

  private static Extraction extracted(MemoryDesk memory, String id) {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      var extraction = memory.extraction(OWNER, id).orElseThrow();
      if (extraction.state() == Extraction.State.SUCCEEDED) {
        return extraction;
      }
      LockSupport.parkNanos(1_000_000);
    }
    throw new AssertionError("The extraction did not succeed within 20 seconds");
  }

  @Test
  default void factsArePagedNewestFirst() {
    var memory = memory(OWNER);
    var first = fact("ana", "The first thing is a lamp");
    var second = fact("ana", "The second thing is a chair");

    assertThat(memory.list(OWNER, own("ana"), "", 1)).containsExactly(second);
    assertThat(memory.list(OWNER, own("ana"), second.id(), 5)).containsExactly(first);
    refuses(() -> memory.list(OWNER, own("ana"), "nothing", 5));
  }

  @Test
  default void aFilterOfAnyShapeSelects() {
    var memory = memory(OWNER);
    var lamp = fact("ana", "The lamp is green");
    fact("ana", "The chair is brown");
    var bobs = fact("bob", "The table is green");
    var green = new Filter.Contains("text", "GREEN", true);

    assertThat(listed(memory, green)).containsExactlyInAnyOrder(lamp, bobs);
    assertThat(listed(memory, Filter.all(green, new Filter.Not(new Filter.Eq("user_id", "bob")))))
        .containsExactly(lamp);
    assertThat(
            listed(
                memory,
                new Filter.Or(
                    List.of(
                        new Filter.In("id", List.of(lamp.id())),
                        new Filter.Compare("created_at", Filter.Comparison.GT, Instant.MAX)))))
        .containsExactly(lamp);
    assertThat(listed(memory, new Filter.Present("metadata.none"))).isEmpty();
    assertThat(listed(memory, Filter.all())).hasSize(3);
    assertThat(listed(memory, new Filter.Or(List.of()))).isEmpty();
  }

  private static List<Fact> listed(MemoryDesk memory, Filter filter) {
    return memory.list(OWNER, everything().withFilter(filter), "", 10);
  }

  @Test
  default void aFactIsEditedAndItsHistoryTold() {
    var memory = memory(OWNER);
    var fact = fact("ana", "John likes green tea");
    var later = Instant.parse("2027-01-01T00:00:00Z");

    var edited =
        memory.edit(
            OWNER,
            fact.id(),
            new Edit("John likes black tea", Map.of("n", 1L), later, null),
            "bob");

    assertThat(edited.text()).isEqualTo("John likes black tea");
    assertThat(edited.labels().metadata()).isEqualTo(Map.of("n", 1L));
    assertThat(edited.care().expiresAt()).isEqualTo(later);
    assertThat(memory.fact(OWNER, fact.id())).contains(edited);
    var history = memory.history(OWNER, fact.id());
    assertThat(history)
        .extracting(Revision::event)
        .containsExactly(Revision.Event.ADDED, Revision.Event.UPDATED);
    assertThat(history.getFirst().fact()).isEqualTo(fact);
    assertThat(history.getLast().fact()).isEqualTo(edited);
    assertThat(history.getLast().by()).isEqualTo("bob");
    var endless = new Edit(null, null, Fact.Validity.OPEN, null);
    assertThat(memory.edit(OWNER, fact.id(), endless, "bob").care().expiresAt())
        .isEqualTo(Fact.Validity.OPEN);
    refuses(() -> memory.edit(OWNER, "nothing", endless, "bob"));
    refuses(() -> memory.history(OWNER, "nothing"));
  }

  @Test
  default void whatIsHeldBackIsSeenByThoseWhoAskForIt() {
    var memory = memory(OWNER);
    var fact = fact("ana", "John likes green tea");

    var held = memory.decide(OWNER, fact.id(), Decision.QUARANTINE, "ana");

    assertThat(held.care().standing()).isEqualTo(Fact.Standing.QUARANTINED);
    assertThat(memory.list(OWNER, own("ana"), "", 10)).isEmpty();
    assertThat(memory.list(OWNER, own("ana").withStandings(Fact.Standing.QUARANTINED), "", 10))
        .containsExactly(held);
    refuses(() -> memory.decide(OWNER, fact.id(), Decision.QUARANTINE, "ana"));
    assertThat(memory.decide(OWNER, fact.id(), Decision.RESTORE, "ana").care().standing())
        .isEqualTo(Fact.Standing.ACTIVE);
    assertThat(memory.decide(OWNER, fact.id(), Decision.PIN, "ana").care().pinned()).isTrue();
    assertThat(memory.decide(OWNER, fact.id(), Decision.UNPIN, "ana").care().pinned()).isFalse();
    refuses(() -> memory.decide(OWNER, "nothing", Decision.PIN, "ana"));
  }

  @Test
  default void whatIsProposedBecomesEverybodysWhenItIsApproved() {
    var memory = memory(OWNER);
    var fact = fact("ana", "Invoices are paid within thirty days");

    var proposed = memory.propose(OWNER, fact.id(), "ana");

    assertThat(proposed.layer()).isEqualTo(Layer.ORGANISATION);
    assertThat(memory.list(OWNER, own("bob"), "", 10)).isEmpty();
    assertThat(memory(ANA).fact(ANA, proposed.id())).isEmpty();
    refuses(() -> memory(ANA).decide(ANA, proposed.id(), Decision.APPROVE, "ana"));
    memory.decide(OWNER, proposed.id(), Decision.APPROVE, "olga");
    assertThat(memory.list(OWNER, own("bob"), "", 10))
        .extracting(Fact::text)
        .containsExactly(fact.text());
    refuses(() -> memory.propose(OWNER, "nothing", "ana"));
  }

  @Test
  default void whatWasBelievedIsToldOfEveryTime() {
    var memory = memory(OWNER);
    var fact = fact("ana", "John likes green tea");
    var now = fact.recordedAt();

    assertThat(memory.asOf(OWNER, own("ana"), now, now, "", 10)).containsExactly(fact);
    assertThat(memory.asOf(OWNER, own("ana"), now, now.minusNanos(1), "", 10)).isEmpty();
    assertThat(memory.asOf(OWNER, own("bob"), now, now, "", 10)).isEmpty();
    assertThat(memory.asOf(OWNER, own("ana"), now, now, fact.id(), 10)).isEmpty();
  }

  @Test
  default void whatIsForgottenIsGoneAndLeavesATombstone() {
    var memory = memory(OWNER);
    var fact = fact("ana", "John likes green tea");
    var target = new Target.Ids(Set.of(fact.id()));

    var planned = memory.forget(OWNER, target, true, "ana");

    assertThat(planned.dryRun()).isTrue();
    assertThat(planned.facts()).containsExactly(fact);
    assertThat(memory.fact(OWNER, fact.id())).contains(fact);
    var done = memory.forget(OWNER, target, false, "ana");
    assertThat(done.facts()).isEqualTo(planned.facts());
    assertThat(done.messages()).isEqualTo(planned.messages()).hasSize(1);
    assertThat(memory.fact(OWNER, fact.id())).isEmpty();
    assertThat(memory.message(OWNER, fact.source())).isEmpty();
    assertThat(found(memory, "green tea")).isEmpty();
    assertThat(memory.tombstones(OWNER, 10))
        .hasSize(2)
        .allMatch(stone -> stone.by().equals("ana"))
        .extracting(Tombstone::key)
        .contains(fact.key());
  }

  @Test
  default void whatASearchOrAFilterFindsIsForgotten() {
    var memory = memory(OWNER);
    var tea = fact("ana", "John likes green tea");
    var rain = fact("ana", "The roof leaks in heavy rain");
    var search = new Search(own("ana"), "green tea", 1, 0, Instant.EPOCH);

    assertThat(memory.forget(OWNER, new Target.Found(search), false, "ana").facts())
        .containsExactly(tea);
    assertThat(memory.list(OWNER, own("ana"), "", 10)).containsExactly(rain);
    var all = new Search(own("ana"), "", 1, 0, Instant.EPOCH);
    assertThat(memory.forget(OWNER, new Target.Found(all), false, "ana").facts())
        .containsExactly(rain);
    assertThat(memory.forget(OWNER, new Target.Subject("nobody"), false, "ana").facts()).isEmpty();
    assertThat(memory.forget(OWNER, new Target.Source("nowhere"), false, "ana").facts()).isEmpty();
  }

  @Test
  default void aUserIsForgottenAltogether() {
    var memory = memory(OWNER);
    fact("ana", "John likes green tea");
    var bobs = fact("bob", "The roof leaks");

    memory.forget(OWNER, new Target.User("ana"), false, "olga");

    assertThat(memory.list(OWNER, everything(), "", 10)).containsExactly(bobs);
  }

  @Test
  default void howMuchThereIsAndWhatToLookAtIsTold() {
    var memory = memory(OWNER);
    fact("ana", "John likes green tea");

    var statistics = memory.statistics(OWNER);
    var audit = memory.audit(OWNER);

    assertThat(statistics.facts()).containsEntry(Layer.USER, 1L);
    assertThat(statistics.standings()).containsEntry(Fact.Standing.ACTIVE, 1L);
    assertThat(statistics.messages()).isEqualTo(1);
    assertThat(statistics.embedder()).isNotEmpty();
    assertThat(audit.facts()).isEqualTo(1);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  default void theIndexIsBuiltAnewAndServes() {
    var memory = memory(OWNER);
    var fact = fact("ana", "John likes green tea");
    var progress = new ArrayList<Progress>();

    memory.reindex(OWNER, progress::add);

    assertThat(progress).isNotEmpty();
    assertThat(progress.getLast().done()).isEqualTo(progress.getLast().of());
    assertThat(found(memory, "green tea")).contains(fact);
  }

  @Test
  default void whatIsExportedIsTakenOverWithoutALossAndOnce() {
    var memory = memory(OWNER);
    var fact = fact("ana", "John likes green tea 🍵");
    memory.edit(OWNER, fact.id(), new Edit(null, data(nothing()), null, null), "bob");
    memory.decide(OWNER, fact.id(), Decision.QUARANTINE, "ana");
    memory.add(OWNER, said("bob", "Ordinary talk", Addition.Mode.NONE));
    var exported = exported(OWNER);
    assertThat(exported).hasSize(3);
    var moved = exported.stream().map(each -> Talks.moved(each, "other")).toList();

    assertThat(memory(STRANGER).takeOver(STRANGER, moved)).isEqualTo(3);
    assertThat(memory(STRANGER).takeOver(STRANGER, moved)).isZero();

    assertThat(exported(STRANGER)).isEqualTo(moved);
    assertThat(memory.takeOver(OWNER, exported)).isZero();
    refuses(() -> memory.takeOver(OWNER, moved));
  }

  private static Map<String, @Nullable Object> nothing() {
    var nothing = new LinkedHashMap<String, @Nullable Object>();
    nothing.put("nothing", null);
    return nothing;
  }

  private List<Exported> exported(Principal principal) {
    var exported = new ArrayList<Exported>();
    memory(principal).export(principal, Talks.everythingEver(principal), exported::add);
    return exported;
  }

  @Test
  default void anotherTenantSeesAndChangesNothing() {
    var fact = fact("ana", "John likes green tea");
    var added = memory(OWNER).add(OWNER, said("ana", "I prefer tea", Addition.Mode.EXTRACT));
    var other = memory(STRANGER);
    var search = new Search(own("ana"), "tea", 10, 0, Instant.EPOCH);
    var now = fact.recordedAt();

    assertThat(other.fact(STRANGER, fact.id())).isEmpty();
    assertThat(other.message(STRANGER, fact.source())).isEmpty();
    assertThat(other.extraction(STRANGER, added.id())).isEmpty();
    assertThat(other.extractions(STRANGER, Set.of(Extraction.State.values()), "", 10)).isEmpty();
    assertThat(other.tombstones(STRANGER, 10)).isEmpty();
    assertThat(other.statistics(STRANGER).messages()).isZero();
    assertThat(other.audit(STRANGER).facts()).isZero();
    assertThat(exported(STRANGER)).isEmpty();
    for (var selection : List.of(own("ana"), everything())) {
      assertThat(other.list(STRANGER, selection, "", 10)).isEmpty();
      assertThat(other.count(STRANGER, selection)).isZero();
      assertThat(other.asOf(STRANGER, selection, now, now, "", 10)).isEmpty();
      other.export(STRANGER, selection, each -> assertThat(each).isNull());
    }
    assertThat(other.search(STRANGER, search)).isEmpty();
    for (var target :
        List.of(
            new Target.Ids(Set.of(fact.id(), fact.source())),
            new Target.Source(fact.source()),
            new Target.User("ana"),
            new Target.Found(search))) {
      assertThat(other.forget(STRANGER, target, false, "x").facts()).isEmpty();
    }
    refuses(() -> other.add(STRANGER, said("ana", "Tea", Addition.Mode.VERBATIM)));
    refuses(() -> other.history(STRANGER, fact.id()));
    refuses(() -> other.edit(STRANGER, fact.id(), new Edit("x", null, null, null), "x"));
    refuses(() -> other.decide(STRANGER, fact.id(), Decision.PIN, "x"));
    refuses(() -> other.propose(STRANGER, fact.id(), "x"));
    refuses(() -> other.retry(STRANGER, added.id()));
    assertThat(memory(OWNER).fact(OWNER, fact.id())).contains(fact);
  }

  @Test
  default void aCredentialSeesAndChangesTheMemoryOfItsUsersAlone() {
    var bobs = fact("bob", "Bob drinks coffee");
    var added = memory(OWNER).add(OWNER, said("bob", "I prefer tea", Addition.Mode.EXTRACT));
    extracted(memory(OWNER), added.id());
    var memory = memory(ANA);
    var search = new Search(own("bob"), "coffee", 10, 0, Instant.EPOCH);
    var now = bobs.recordedAt();

    assertThat(memory.fact(ANA, bobs.id())).isEmpty();
    assertThat(memory.message(ANA, bobs.source())).isEmpty();
    assertThat(memory.extraction(ANA, added.id())).isEmpty();
    assertThat(memory.extractions(ANA, Set.of(Extraction.State.values()), "", 10)).isEmpty();
    nothing(() -> memory.list(ANA, own("bob"), "", 10));
    nothing(() -> memory.asOf(ANA, own("bob"), now, now, "", 10));
    nothing(() -> memory.search(ANA, search));
    for (var target :
        List.of(
            new Target.Ids(Set.of(bobs.id(), bobs.source())),
            new Target.Source(bobs.source()),
            new Target.User("bob"))) {
      assertThat(memory.forget(ANA, target, false, "ana").facts()).isEmpty();
      assertThat(memory.forget(ANA, target, true, "ana").messages()).isEmpty();
    }
    refuses(() -> memory.forget(ANA, new Target.User("ana"), false, "bob"));
    refuses(() -> memory.add(ANA, said("bob", "Tea", Addition.Mode.VERBATIM)));
    refuses(() -> memory.history(ANA, bobs.id()));
    refuses(() -> memory.edit(ANA, bobs.id(), new Edit("x", null, null, null), "ana"));
    refuses(() -> memory.decide(ANA, bobs.id(), Decision.PIN, "ana"));
    refuses(() -> memory.propose(ANA, bobs.id(), "ana"));
    refuses(() -> memory.retry(ANA, added.id()));
    refuses(() -> memory.list(ANA, own("ana"), bobs.id(), 10));
    refuses(() -> memory.takeOver(ANA, exported(OWNER)));
    assertThat(memory(OWNER).fact(OWNER, bobs.id())).contains(bobs);
  }

  @Test
  default void aCredentialOfSomeUsersNamesThemWhereItSelectsFromAll() {
    fact("bob", "Bob drinks coffee");
    var anas = fact("ana", "Ana drinks tea");
    var memory = memory(ANA);

    refuses(() -> memory.list(ANA, everything(), "", 10));
    refuses(() -> memory.count(ANA, everything().withFilter(new Filter.Not(user("bob")))));
    refuses(() ->
        memory.list(
            ANA,
            everything().withFilter(new Filter.Or(List.of(user("ana"), Filter.all()))),
            "",
            9));
    for (var filter :
        List.of(
            user("ana"),
            new Filter.In("user_id", List.of("ana", "bob")),
            new Filter.Or(List.of(user("bob"), user("ana"))),
            Filter.all(new Filter.Present("text"), user("ana")))) {
      assertThat(memory.list(ANA, everything().withFilter(filter), "", 10)).containsExactly(anas);
    }
    assertThat(memory.list(ANA, everything().withFilter(user("bob")), "", 10)).isEmpty();
    assertThat(memory.count(ANA, everything().withFilter(Filter.all(user("ana"), user("bob")))))
        .isZero();
  }

  private static Filter user(String name) {
    return new Filter.Eq("user_id", name);
  }

  @Test
  default void whatConcernsEverybodyIsTheOwnersToSeeAndChange() {
    var everybodys =
        desk(OWNER).remember(OWNER, "olga", Layer.ORGANISATION, Fact.Kind.FACT, "We open at nine");
    var memory = memory(ANA);

    assertThat(memory.fact(ANA, everybodys.id())).contains(everybodys);
    assertThat(memory.list(ANA, own("ana"), "", 10)).containsExactly(everybodys);
    refuses(() -> memory.edit(ANA, everybodys.id(), new Edit("x", null, null, null), "ana"));
    refuses(() -> memory.decide(ANA, everybodys.id(), Decision.QUARANTINE, "ana"));
    refuses(() -> memory.takeOver(ANA, exported(OWNER)));
    refuses(() -> memory.statistics(ANA));
    refuses(() -> memory.audit(ANA));
    refuses(() -> memory.tombstones(ANA, 10));
    refuses(() -> memory.reindex(ANA, progress -> {}));
    memory.forget(ANA, new Target.Ids(Set.of(everybodys.id())), false, "ana");
    assertThat(memory(OWNER).fact(OWNER, everybodys.id())).contains(everybodys);
  }

  @Test
  default void aCredentialOfSomeUsersTrustsNoMoreThanThem() {
    var memory = memory(ANA);

    var added = memory.add(ANA, said("ana", "John likes tea", Addition.Mode.VERBATIM));

    assertThat(added.facts().getFirst().origin().trust()).isEqualTo(Trust.TEAMMATE);
  }

  @Test
  default void anotherUsersWordsAreNotQuoted() {
    var bobs = fact("bob", "Deliveries come to the back door");
    var proposed = memory(OWNER).propose(OWNER, bobs.id(), "bob");
    memory(OWNER).decide(OWNER, proposed.id(), Decision.APPROVE, "olga");
    var search = new Search(own("ana"), "deliveries back door", 10, 0, Instant.EPOCH);

    assertThat(memory(ANA).search(ANA, search))
        .hasSize(1)
        .allSatisfy(found -> {
          assertThat(found.entry().id()).isEqualTo(proposed.id());
          assertThat(found.quote()).isEmpty();
        });
  }

  /// Sees nothing, or is told that it may not.
  private static void nothing(Callable<List<?>> call) {
    List<?> seen;
    try {
      seen = call.call();
    } catch (Failure refused) {
      assertThat(refused.kind()).isEqualTo(Failure.Kind.USER);
      return;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assertThat(seen).isEmpty();
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER));
  }
}
