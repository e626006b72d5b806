package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.everything;
import static dev.steward.testkit.Memories.fact;
import static dev.steward.testkit.Memories.factsThat;
import static dev.steward.testkit.Memories.ids;
import static dev.steward.testkit.Memories.revised;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Fact.Validity;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Revision.Event;
import dev.steward.core.memory.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [FactStore] promises about what happened to facts.
public interface FactHistoryContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void aRevisionTakesTheLatestOnesPlaceAndBothStayInTheHistory() {
    var first = fact("f1", "The limit is $500");
    var second = first.with(first.care().withProofs(2));
    var third = second.with(second.claim().withText("The limit is $700"));
    facts().write(Batch.of(first));

    facts().write(revised(second, Event.CONFIRMED, NOON.plusSeconds(1)));
    facts().write(revised(third, Event.UPDATED, NOON.plusSeconds(2)));

    assertThat(facts().fact("acme", "f1")).contains(third);
    assertThat(facts().history("acme", "f1"))
        .containsExactly(
            Revision.added(first),
            new Revision(second, Event.CONFIRMED, NOON.plusSeconds(1), "bob"),
            new Revision(third, Event.UPDATED, NOON.plusSeconds(2), "bob"));
    assertThat(facts().history("zeta", "f1")).isEmpty();
    assertThat(facts().facts(factsThat(Filter.all()), "", 10)).containsExactly(third);
  }

  @Test
  default void theSameRevisionWrittenAgainChangesNothing() {
    var first = fact("f1", "text");
    var second = first.with(first.care().withProofs(2));
    var third = second.with(second.care().withPinned(true));
    facts().write(Batch.of(first));
    facts().write(revised(second, Event.CONFIRMED, NOON.plusSeconds(1)));
    facts().write(revised(third, Event.PINNED, NOON.plusSeconds(2)));
    var last = facts().lastChange();

    facts().write(Batch.of(first));
    facts().write(revised(second, Event.CONFIRMED, NOON.plusSeconds(1)));
    facts().write(revised(third, Event.PINNED, NOON.plusSeconds(2)));

    assertThat(facts().fact("acme", "f1")).contains(third);
    assertThat(facts().history("acme", "f1")).hasSize(3);
    assertThat(facts().lastChange()).isEqualTo(last);
  }

  @Test
  default void aFactMayBeAddedAndRevisedInOneBatch() {
    var first = fact("f1", "text");
    var second = first.with(first.care().with(Standing.QUARANTINED));

    facts()
        .write(
            Batch.of(
                Revision.added(first), new Revision(second, Event.QUARANTINED, NOON, "steward")));

    assertThat(facts().fact("acme", "f1")).contains(second);
    assertThat(facts().history("acme", "f1")).hasSize(2);
  }

  @Test
  default void whatIsNotThereCannotBeRevised() {
    facts().write(Batch.of(userFact("f1", "ana", NOON)));
    var theirs =
        Fact.of(
            "f1",
            new Scope("zeta", "ana", ""),
            Layer.USER,
            Fact.Kind.FACT,
            "",
            "text",
            "",
            "ana",
            NOON);

    for (var fact : List.of(fact("none", "text"), theirs)) {
      assertThatThrownBy(() -> facts().write(revised(fact, Event.PINNED, NOON)))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL))
          .hasMessageContaining(fact.id());
    }
    assertThat(facts().fact("acme", "f1")).contains(userFact("f1", "ana", NOON));
  }

  @Test
  default void aRevisedFactIsFoundByWhatItIsNow() {
    var first = userFact("f1", "ana", NOON);
    facts().write(Batch.of(first));
    var other =
        first
            .with(new Fact.Claim("event:e2", "", "John likes evenings", first.claim().entities()))
            .with(
                new Fact.Origin(List.of(Fact.Citation.whole("m2")), "ana", first.origin().trust()));
    facts().write(revised(other, Event.UPDATED, NOON.plusSeconds(1)));
    var ana = first.scope();

    assertThat(facts().about(ana, Layer.USER, "event:e1", 10)).isEmpty();
    assertThat(facts().about(ana, Layer.USER, "event:e2", 10)).containsExactly(other);
    assertThat(facts().citing("acme", List.of("m1"))).isEmpty();
    assertThat(facts().citing("acme", List.of("m2"))).containsExactly(other);
    assertThat(facts().same(ana, Layer.USER, "john likes mornings")).isEmpty();
    assertThat(facts().same(ana, Layer.USER, "john likes evenings")).containsExactly(other);
  }

  @Test
  default void whatWasBelievedAtATimeIsFoundAgain() {
    var may = Instant.parse("2026-05-01T00:00:00Z");
    var june = Instant.parse("2026-06-01T00:00:00Z");
    var old = recorded("old", "The limit is $500", may);
    var fresh = recorded("new", "The limit is $700", june);
    facts().write(Batch.of(old));
    facts()
        .write(
            Batch.of(
                Revision.added(fresh),
                new Revision(
                    old.with(old.validity().closed(june, june, "new"))
                        .with(old.care().with(Standing.SUPERSEDED)),
                    Event.SUPERSEDED,
                    june,
                    "ana")));
    var day = Duration.ofDays(1);

    assertThat(asOf(may.plus(day), may.plus(day))).containsExactly("old");
    assertThat(asOf(june.plus(day), may.plus(day))).containsExactly("old");
    assertThat(asOf(june.plus(day), june.plus(day))).containsExactly("new");
    assertThat(asOf(may.minus(day), june.plus(day))).isEmpty();
    assertThat(asOf(may.plus(day), may.minus(day))).isEmpty();
    assertThat(asOf(may, may)).containsExactly("old");
    assertThat(asOf(june, june)).containsExactly("new");
  }

  private List<String> asOf(Instant held, Instant believed) {
    return ids(facts().asOf(everything(), held, believed, "", 10));
  }

  private static Fact recorded(String id, String text, Instant at) {
    return fact(id, Layer.USER, Fact.Kind.FACT, "", text, at);
  }

  @Test
  default void whatWasBelievedIsThatRevisionOfTheFact() {
    var first = recorded("f1", "The limit is $500", NOON);
    facts().write(Batch.of(first));
    var held = first.with(first.care().with(Standing.QUARANTINED));
    facts().write(revised(held, Event.QUARANTINED, NOON.plusSeconds(10)));
    var corrected = first.with(first.claim().withText("The limit is $600"));
    facts().write(revised(corrected, Event.UPDATED, NOON.plusSeconds(20)));

    assertThat(believed(NOON.plusSeconds(9))).containsExactly(first);
    assertThat(believed(NOON.plusSeconds(10))).isEmpty();
    assertThat(believed(NOON.plusSeconds(20))).containsExactly(corrected);
    assertThat(believed(NOON.minusNanos(1))).isEmpty();
  }

  private List<Fact> believed(Instant at) {
    return facts().asOf(everything(), at, at, "", 10);
  }

  @Test
  default void whatHasExpiredSinceWasStillBelieved() {
    var fact = recorded("f1", "text", NOON);
    facts().write(Batch.of(fact.with(fact.care().withExpiry(NOON.plusSeconds(5)))));

    assertThat(facts().facts(everything().at(NOON.plusSeconds(9)), "", 10)).isEmpty();
    assertThat(
            facts()
                .asOf(
                    everything().at(NOON.plusSeconds(9)),
                    NOON.plusSeconds(1),
                    NOON.plusSeconds(9),
                    "",
                    10))
        .hasSize(1);
  }

  @Test
  default void aFactThatWasSomebodyElsesIsFoundAsTheirs() {
    var bobs = userFact("f1", "bob", NOON);
    facts().write(Batch.of(bobs));
    var everybodys =
        new Fact(
            "f1",
            new Scope("acme", "", ""),
            Layer.ORGANISATION,
            bobs.kind(),
            bobs.claim(),
            bobs.origin(),
            bobs.validity(),
            bobs.care(),
            bobs.labels());
    facts().write(revised(everybodys, Event.APPROVED, NOON.plusSeconds(10)));
    var ofBob = Selection.recallable(new Scope("acme", "bob", ""), NOON);
    var ofAna = Selection.recallable(new Scope("acme", "ana", ""), NOON);
    var before = NOON.plusSeconds(5);
    var after = NOON.plusSeconds(15);

    assertThat(facts().asOf(ofBob, before, before, "", 10)).containsExactly(bobs);
    assertThat(facts().asOf(ofAna, before, before, "", 10)).isEmpty();
    assertThat(facts().asOf(ofAna, after, after, "", 10)).containsExactly(everybodys);
    assertThat(facts().facts(ofAna, "", 10)).containsExactly(everybodys);
  }

  @Test
  default void whatWasBelievedIsPagedNewestFirst() {
    var written = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      var fact = recorded("f" + i, "text " + i, NOON);
      facts().write(Batch.of(fact));
      facts()
          .write(
              revised(
                  fact.with(
                          new Validity(
                              NOON, Validity.OPEN, NOON, NOON.plusSeconds(50), "something"))
                      .with(fact.care().with(Standing.SUPERSEDED)),
                  Event.SUPERSEDED,
                  NOON.plusSeconds(50)));
      written.addFirst("f" + i);
    }
    var then = NOON.plusSeconds(40);

    var read = new ArrayList<String>();
    var page = facts().asOf(everything(), then, then, "", 10);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      read.addAll(ids(page));
      page = facts().asOf(everything(), then, then, page.getLast().id(), 10);
    }

    assertThat(read).isEqualTo(written);
    assertThatThrownBy(() -> facts().asOf(everything(), then, then, "none", 10))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("none");
  }
}
