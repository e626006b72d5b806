package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.batch;
import static dev.steward.testkit.Memories.extraction;
import static dev.steward.testkit.Memories.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Extraction.State;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [Extractions] promises.
public interface ExtractionsContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void anExtractionIsFoundAsItWasWrittenLast() {
    var pending = extraction("x1", NOON, "m1", "m2");
    var outcomes = List.of(new Extraction.Outcome("f1", Revision.Event.ADDED));
    for (var state :
        List.of(
            pending,
            pending.started(NOON.plusSeconds(1)),
            pending.started(NOON.plusSeconds(1)).again(NOON.plusSeconds(60), "no answer"),
            pending.started(NOON).parked(NOON.plusSeconds(1), "no answer"),
            pending.started(NOON).succeeded(NOON.plusSeconds(2), outcomes))) {
      facts().write(batch(state));

      assertThat(facts().extraction("acme", "x1")).contains(state);
    }
    assertThat(facts().extraction("acme", "none")).isEmpty();
    assertThat(facts().extraction("zeta", "x1")).isEmpty();
  }

  @Test
  default void whatIsDueComesTheLongestDueFirst() {
    var theirs =
        Extraction.pending(
            "x1", "zeta", List.of("m1"), "", Fact.Validity.OPEN, NOON.minusSeconds(5));
    facts()
        .write(
            batch(
                extraction("now", NOON, "m1"),
                extraction("later", NOON.plusNanos(1), "m1"),
                extraction("long", NOON.minusSeconds(9), "m1"),
                theirs));

    assertThat(facts().due(NOON, 10))
        .containsExactly(
            extraction("long", NOON.minusSeconds(9), "m1"), theirs, extraction("now", NOON, "m1"));
    assertThat(facts().due(NOON, 1)).hasSize(1);
    assertThat(facts().due(NOON.minusSeconds(10), 10)).isEmpty();
  }

  @Test
  default void whatIsUnderWayOrOverIsNotDue() {
    var pending = extraction("x1", NOON, "m1");
    facts().write(batch(pending));
    facts().write(batch(pending.started(NOON)));
    assertThat(facts().due(NOON.plusSeconds(60), 10)).isEmpty();

    var again = pending.started(NOON).again(NOON.plusSeconds(30), "no answer");
    facts().write(batch(again));
    assertThat(facts().due(NOON, 10)).isEmpty();
    assertThat(facts().due(NOON.plusSeconds(60), 10)).containsExactly(again);

    facts().write(batch(again.parked(NOON, "no answer")));
    assertThat(facts().due(NOON.plusSeconds(60), 10)).isEmpty();

    facts().write(batch(again.succeeded(NOON, List.of())));
    assertThat(facts().due(NOON.plusSeconds(60), 10)).isEmpty();
  }

  @Test
  default void extractionsOfAStateComeNewestFirst() {
    facts()
        .write(
            batch(
                extraction("old", NOON.minusSeconds(1), "m1"),
                extraction("new", NOON.plusSeconds(1), "m1"),
                extraction("parked", NOON, "m1").parked(NOON, "no answer"),
                Extraction.pending("theirs", "zeta", List.of("m1"), "", Fact.Validity.OPEN, NOON)));

    assertThat(facts().extractions("acme", Set.of(State.PENDING), "", 10))
        .extracting(Extraction::id)
        .containsExactly("new", "old");
    assertThat(facts().extractions("acme", Set.of(State.values()), "", 10))
        .extracting(Extraction::id)
        .containsExactly("new", "parked", "old");
    assertThat(facts().extractions("acme", Set.of(State.SUCCEEDED), "", 10)).isEmpty();
    assertThat(facts().countExtractions("acme"))
        .containsEntry(State.PENDING, 2L)
        .containsEntry(State.PARKED, 1L);
    assertThat(facts().countExtractions("nobody").values()).allMatch(count -> count == 0);
    assertThat(facts().extractions("acme", Set.of(), "", 10)).isEmpty();
  }

  @Test
  default void extractionsArePagedWithoutGapsOrRepeats() {
    var written = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      facts().write(batch(extraction("x" + i, NOON, "m1")));
      written.addFirst("x" + i);
    }

    var read = new ArrayList<String>();
    var page = facts().extractions("acme", Set.of(State.PENDING), "", 10);
    while (!page.isEmpty()) {
      page.forEach(extraction -> read.add(extraction.id()));
      page = facts().extractions("acme", Set.of(State.PENDING), page.getLast().id(), 10);
    }

    assertThat(read).isEqualTo(written);
    assertThatThrownBy(() -> facts().extractions("acme", Set.of(State.PENDING), "none", 10))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("none");
  }

  @Test
  default void anErasedMessageIsNotExtractedAnyMore() {
    facts()
        .write(
            new Batch(
                List.of(message("m1", "s1", NOON, "one"), message("m2", "s1", NOON, "two")),
                List.of(),
                List.of(),
                List.of(
                    extraction("both", NOON, "m1", "m2"),
                    extraction("one", NOON, "m1"),
                    extraction("parked", NOON, "m1").parked(NOON, "no answer"),
                    extraction("over", NOON, "m1").succeeded(NOON, List.of()),
                    Extraction.pending(
                        "one", "zeta", List.of("m1"), "", Fact.Validity.OPEN, NOON))));

    facts().erase("acme", Set.of(Entry.Key.message("acme", "m1")), "ana", NOON);

    assertThat(facts().extraction("acme", "both")).contains(extraction("both", NOON, "m2"));
    assertThat(facts().extraction("acme", "one")).isEmpty();
    assertThat(facts().extraction("acme", "parked")).isEmpty();
    assertThat(facts().extraction("acme", "over")).isPresent();
    assertThat(facts().extraction("zeta", "one")).isPresent();
  }
}
