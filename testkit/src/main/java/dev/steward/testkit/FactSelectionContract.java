package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.ana;
import static dev.steward.testkit.Memories.everything;
import static dev.steward.testkit.Memories.fact;
import static dev.steward.testkit.Memories.factsThat;
import static dev.steward.testkit.Memories.ids;
import static dev.steward.testkit.Memories.message;
import static dev.steward.testkit.Memories.organisationFact;
import static dev.steward.testkit.Memories.sessionFact;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [FactStore] promises about lists of selected facts.
public interface FactSelectionContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void factsAreListedNewestFirst() {
    facts()
        .write(Batch.of(userFact("middle", "ana", NOON), userFact("middle, later", "ana", NOON)));
    facts().write(Batch.of(userFact("new", "ana", NOON.plusNanos(1))));
    facts().write(Batch.of(userFact("old", "ana", NOON.minusNanos(1))));
    facts().write(Batch.of(message("m1", "s1", NOON, "not a fact")));

    assertThat(ids(facts().facts(everything(), "", 10)))
        .containsExactly("new", "middle, later", "middle", "old");
    assertThat(facts().count(everything())).isEqualTo(4);
    assertThat(facts().facts(everything().withTypes(Entry.Type.MESSAGE), "", 10)).isEmpty();
    assertThat(facts().count(everything().withTypes(Entry.Type.MESSAGE))).isZero();
    assertThat(facts().facts(everything(), "", 0)).isEmpty();
  }

  @Test
  default void factsArePagedWithoutGapsOrRepeats() {
    var written = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      facts()
          .write(
              Batch.of(
                  userFact("f" + i, "ana", NOON),
                  userFact("f" + i + "b", "bob", NOON),
                  organisationFact("f" + i + "o", NOON)));
      written.addFirst("f" + i);
      written.addFirst("f" + i + "o");
    }
    var selection = Selection.recallable(ana("s1"), NOON);

    for (var limit : List.of(1, 7, 10, 1_000)) {
      var read = new ArrayList<String>();
      var page = facts().facts(selection, "", limit);
      while (!page.isEmpty()) {
        assertThat(page).hasSizeLessThanOrEqualTo(limit);
        read.addAll(ids(page));
        page = facts().facts(selection, page.getLast().id(), limit);
      }
      assertThat(read).isEqualTo(written);
    }
  }

  @Test
  default void pagesGoOnThoughTheLastFactHasEndedMeanwhile() {
    var middle = userFact("middle", "ana", NOON.plusSeconds(1));
    facts()
        .write(
            Batch.of(
                userFact("old", "ana", NOON),
                middle.with(middle.care().withExpiry(NOON.plusSeconds(5))),
                userFact("new", "ana", NOON.plusSeconds(2))));
    var later = everything().at(NOON.plusSeconds(9));

    assertThat(ids(facts().facts(later, "", 10))).containsExactly("new", "old");
    assertThat(ids(facts().facts(later, "middle", 10))).containsExactly("old");
  }

  @Test
  default void goingOnFromAFactThatIsNotAmongThemIsRefused() {
    facts().write(Batch.of(userFact("f1", "ana", NOON), userFact("bobs", "bob", NOON)));
    facts().erase("acme", Set.of(Entry.Key.fact("acme", "f1")), "ana", NOON);

    for (var before : List.of("f1", "bobs", "none")) {
      assertThatThrownBy(() -> facts().facts(Selection.recallable(ana("s1"), NOON), before, 10))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
          .hasMessageContaining(before);
    }
  }

  @Test
  default void eachSeesWhatItsLayerAllows() {
    facts()
        .write(
            Batch.of(
                organisationFact("everybody", NOON),
                userFact("ana's", "ana", NOON),
                sessionFact("ana's in s1", "ana", "s1", NOON),
                sessionFact("ana's in s2", "ana", "s2", NOON),
                userFact("bob's", "bob", NOON),
                sessionFact("bob's in s1", "bob", "s1", NOON)));

    assertSeen(ana("s1"), "everybody", "ana's", "ana's in s1");
    assertSeen(ana(""), "everybody", "ana's");
    assertSeen(new Scope("acme", "bob", "s1"), "everybody", "bob's", "bob's in s1");
    assertSeen(new Scope("acme", "", ""), "everybody");
    assertSeen(new Scope("acme", "", "s1"), "everybody");
    assertSeen(new Scope("zeta", "ana", "s1"));
    assertThat(facts().facts(everything(), "", 10)).hasSize(6);
    assertThat(seen(Selection.ofLayer(ana("s1"), Layer.SESSION, NOON)))
        .containsExactly("ana's in s1");
    assertThat(seen(Selection.ofLayer(ana("s1"), Layer.ORGANISATION, NOON)))
        .containsExactly("everybody");
    assertThat(seen(Selection.ofLayer(ana("s1"), Layer.CONVERSATION, NOON))).isEmpty();
  }

  private void assertSeen(Scope scope, String... facts) {
    assertThat(seen(Selection.recallable(scope, NOON)))
        .as(scope.toString())
        .containsExactlyInAnyOrder(facts);
  }

  private List<String> seen(Selection selection) {
    var seen = facts().facts(selection, "", 1_000);
    assertThat(facts().count(selection)).as(selection.toString()).isEqualTo(seen.size());
    return ids(seen);
  }

  @Test
  default void onlyWhatHoldsIsListedUnlessAskedFor() {
    var f = userFact("active", "ana", NOON);
    facts()
        .write(
            Batch.of(
                f,
                named("expired", f).with(f.care().withExpiry(NOON)),
                named("closed", f).with(f.validity().closed(NOON, NOON, "active")),
                named("superseded", f)
                    .with(f.validity().closed(NOON, NOON, "active"))
                    .with(f.care().with(Standing.SUPERSEDED)),
                named("held", f).with(f.care().with(Standing.QUARANTINED)),
                named("proposed", f).with(f.care().with(Standing.PROPOSED))));

    assertThat(seen(everything())).containsExactly("active");
    assertThat(seen(everything().at(NOON.minusNanos(1))))
        .containsExactlyInAnyOrder("active", "expired", "closed");
    assertThat(seen(everything().withStandings(Standing.SUPERSEDED, Standing.PROPOSED)))
        .containsExactlyInAnyOrder("superseded", "proposed");
    assertThat(seen(everything().withStandings(Standing.values())))
        .containsExactlyInAnyOrder("active", "superseded", "held", "proposed");
    assertThat(seen(everything().withStandings())).isEmpty();
  }

  private static Fact named(String id, Fact fact) {
    return new Fact(
        id,
        fact.scope(),
        fact.layer(),
        fact.kind(),
        fact.claim(),
        fact.origin(),
        fact.validity(),
        fact.care(),
        fact.labels());
  }

  @Test
  default void theFieldsThatMemoriesAreFiledUnderSelectThem() {
    for (int i = 0; i < 8; i++) {
      var labels = new Labels("a" + i % 2, i < 4 ? "x" : "", "r" + i, Map.of("n", i));
      facts().write(Batch.of(userFact("f" + i, "u" + i % 4, NOON).with(labels)));
    }

    assertSelected(new Filter.Eq("user_id", "u1"), "f5", "f1");
    assertSelected(new Filter.In("user_id", List.of("u1", "u2", "none")), "f6", "f5", "f2", "f1");
    assertSelected(new Filter.Eq("run_id", "r3"), "f3");
    assertSelected(
        Filter.all(new Filter.Eq("agent_id", "a1"), new Filter.Eq("app_id", "x")), "f3", "f1");
    assertSelected(new Filter.Eq("app_id", ""), "f7", "f6", "f5", "f4");
    assertSelected(new Filter.Eq("user_id", 1L));
    assertSelected(new Filter.In("user_id", List.of()));
    assertSelected(Filter.all(new Filter.Eq("user_id", "u1"), new Filter.Eq("user_id", "u2")));
    assertSelected(new Filter.Eq("id", "f2"), "f2");
    assertSelected(
        new Filter.In("user_id", IntStream.range(0, 100).<Object>mapToObj(i -> "u" + i).toList()),
        "f7",
        "f6",
        "f5",
        "f4",
        "f3",
        "f2",
        "f1",
        "f0");
    assertSelected(new Filter.Compare("metadata.n", Filter.Comparison.GTE, 6.0), "f7", "f6");
    assertThat(
            seen(
                Selection.recallable(new Scope("acme", "u1", ""), NOON)
                    .withFilter(new Filter.Eq("user_id", "u2"))))
        .isEmpty();
  }

  private void assertSelected(Filter filter, String... facts) {
    assertThat(seen(factsThat(filter))).as(filter.toString()).containsExactly(facts);
  }

  @Test
  default void anyFilterSelectsWhatItIsMetBy() {
    var random = new RandomMemories(11);
    var all = new ArrayList<Fact>();
    for (int i = 0; i < 300; i++) {
      all.add(random.fact("f" + i));
    }
    facts().write(Batch.of(all.toArray(Fact[]::new)));
    int found = 0;
    for (int i = 0; i < 400; i++) {
      var selection = random.selection();
      var expected = all.stream().filter(selection::includes).map(Fact::id).toList();
      found += expected.size();

      assertThat(seen(selection)).as(selection.toString()).hasSameElementsAs(expected);
    }
    assertThat(found).isGreaterThan(4_000);
  }

  @Test
  default void aLabelledFactIsFoundByWhatItsDataHold() {
    facts()
        .write(
            Batch.of(
                Memories.labelled("f1", Map.of("tags", List.of("red", "blue"))),
                Memories.labelled("f2", Map.of("a", Map.of("b", 7L))),
                fact("f3", "no data")));

    assertSelected(new Filter.Eq("metadata.tags", "blue"), "f1");
    assertSelected(new Filter.Eq("metadata.a.b", 7.0), "f2");
    assertSelected(new Filter.Not(new Filter.Present("metadata.tags")), "f3", "f2");
  }
}
