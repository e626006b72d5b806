package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Selection;
import dev.steward.core.model.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [EntryIndex] promises about selections: it finds what they include, and nothing else.
public interface IndexSelectionContract<I extends EntryIndex> {
  /// Opens the index of this test.
  I open();

  /// The selected ones of entries that are all alike: with the word `tea` and a vector to the
  /// north.
  List<Hit> alike(I index, Selection selection, int limit);

  /// How many random operations there are in the usual tests; with `-Dsteward.tests=all` there are
  /// 100,000.
  default int randomOperations() {
    return 4_000;
  }

  /// So many random selections of each of four states are looked for, unless all are asked for:
  /// 250.
  default int randomSelections() {
    return 250;
  }

  private static boolean isUsual() {
    return !"all".equals(System.getProperty("steward.tests"));
  }

  @Test
  default void anySelectionFindsExactlyWhatItIncludes() {
    var random = new RandomMemories(4);
    var entries = new HashMap<Entry.Key, Entry>();
    try (var index = open()) {
      long seq = 0;
      for (int round = 0; round < 4; round++) {
        // Later rounds replace entries of earlier ones, and let some go.
        var changes = new ArrayList<Change>();
        for (int i = 0; i < 150; i++) {
          var entry = random.chance(60) ? fact(random) : message(random);
          if (entries.containsKey(entry.key()) && random.chance(30)) {
            entries.remove(entry.key());
            changes.add(new Change.Gone(++seq, entry.key()));
          } else {
            entries.put(entry.key(), entry);
            changes.add(put(++seq, entry));
          }
        }
        index.apply(changes);
        int found = 0;
        int selections = isUsual() ? randomSelections() : 250;
        for (int i = 0; i < selections; i++) {
          found += assertFound(index, random.selection(), entries);
        }
        assertThat(found).isGreaterThan(2 * selections);
      }
    }
  }

  private static Entry fact(RandomMemories random) {
    var fact = random.fact("f" + random.one(IntStream.range(0, 250).boxed().toList()));
    return fact.with(fact.claim().withText(fact.text() + " tea"));
  }

  private static Entry message(RandomMemories random) {
    var message = random.message("m" + random.one(IntStream.range(0, 250).boxed().toList()));
    return message.withText(message.text() + " tea");
  }

  private int assertFound(I index, Selection selection, Map<Entry.Key, Entry> entries) {
    var expected = entries.values().stream().filter(selection::includes).map(Entry::key).toList();

    assertThat(alike(index, selection, 10_000))
        .as(selection.toString())
        .extracting(Hit::key)
        .containsExactlyInAnyOrderElementsOf(expected);
    return expected.size();
  }

  @Test
  default void asManyAreFoundAsAskedForHoweverFewAreSelected() {
    try (var index = open()) {
      var changes = new ArrayList<Change>();
      for (int i = 1; i <= 3_000; i++) {
        changes.add(put(i, Memories.labelled("f" + i, Map.of("n", (long) i))));
      }
      index.apply(changes);

      assertThat(alike(index, numbered(Filter.Comparison.LTE, 15), 10)).hasSize(10);
      assertThat(alike(index, numbered(Filter.Comparison.GT, 2_993), 10))
          .extracting(hit -> hit.key().id())
          .containsExactlyInAnyOrder("f2994", "f2995", "f2996", "f2997", "f2998", "f2999", "f3000");
      assertThat(alike(index, numbered(Filter.Comparison.GT, 3_000), 10)).isEmpty();
    }
  }

  private static Selection numbered(Filter.Comparison comparison, long number) {
    return Memories.factsThat(new Filter.Compare("metadata.n", comparison, number));
  }

  @Test
  default void whatHasEndedIsNotFoundUnlessItsStandingIsAskedFor() {
    try (var index = open()) {
      var f = Memories.fact("active", "tea");
      index.apply(
          List.of(
              put(1, f),
              put(2, Memories.fact("expired", "tea").with(f.care().withExpiry(NOON))),
              put(3, Memories.fact("closed", "tea").with(f.validity().closed(NOON, NOON, "x"))),
              put(4, Memories.fact("held", "tea").with(f.care().with(Standing.QUARANTINED))),
              put(
                  5,
                  Memories.fact("superseded", "tea")
                      .with(f.validity().closed(NOON, NOON, "x"))
                      .with(f.care().with(Standing.SUPERSEDED)))));

      assertIds(index, Memories.everything(), "active");
      assertIds(index, Memories.everything().at(NOON.minusNanos(1)), "active", "expired", "closed");
      assertIds(
          index,
          Memories.everything().withStandings(Standing.SUPERSEDED, Standing.QUARANTINED),
          "held",
          "superseded");
    }
  }

  private void assertIds(I index, Selection selection, String... ids) {
    assertThat(alike(index, selection, 100))
        .extracting(hit -> hit.key().id())
        .containsExactlyInAnyOrder(ids);
  }

  @Test
  default void aFilterMayHaveThousandsOfParts() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, Memories.labelled("f1", Map.of("k", "v17"))),
              put(2, Memories.labelled("f2", Map.of("k", "x")))));
      var each =
          IntStream.range(0, 3_000)
              .<Filter>mapToObj(i -> new Filter.Eq("metadata.k", "v" + i))
              .toList();

      assertIds(index, Memories.factsThat(new Filter.Or(each)), "f1");
      assertIds(
          index,
          Memories.factsThat(new Filter.And(each.stream().<Filter>map(Filter.Not::new).toList())),
          "f2");
      assertIds(
          index,
          Memories.factsThat(
              new Filter.In(
                  "metadata.k", IntStream.range(0, 3_000).<Object>mapToObj(i -> "v" + i).toList())),
          "f1");
      Filter deep = new Filter.Eq("metadata.k", "x");
      for (int i = 0; i < 200; i++) {
        deep = new Filter.Not(new Filter.Or(List.of(deep, new Filter.Eq("metadata.k", "y" + i))));
      }
      assertIds(index, Memories.factsThat(deep), "f2");
    }
  }

  @Test
  default void noRandomSearchOfOneTenantEverShowsAnEntryOfTheOther() {
    var operations = isUsual() ? randomOperations() : 100_000;
    var random = new Random(20261128);
    long foreign = 0;
    long found = 0;
    try (var index = open()) {
      for (int i = 1; i <= operations; i++) {
        var tenant = random.nextBoolean() ? "acme" : "zeta";
        var scope = new Scope(tenant, "u" + random.nextInt(3), "s" + random.nextInt(3));
        if (random.nextInt(4) == 0) {
          var key = Entry.Key.message(tenant, tenant + random.nextInt(300));
          index.apply(
              List.of(
                  random.nextInt(8) == 0
                      ? new Change.Gone(i, key)
                      : put(i, Memories.message(key.id(), scope, NOON, "tea"))));
          continue;
        }
        var selection =
            Selection.recallable(scope, NOON)
                .withReach(random.nextBoolean() ? Selection.Reach.TENANT : Selection.Reach.OWN)
                .withFilter(
                    random.nextBoolean()
                        ? Filter.all()
                        : new Filter.Not(new Filter.Eq("user_id", "u" + random.nextInt(3))));
        for (var hit : alike(index, selection, 20)) {
          found++;
          foreign += hit.key().tenant().equals(tenant) && hit.key().id().startsWith(tenant) ? 0 : 1;
        }
      }
    }

    assertThat(foreign).as("entries of the other tenant seen").isZero();
    assertThat(found).isGreaterThan(operations);
  }

  private static Change put(long seq, Entry entry) {
    return new Change.Put(seq, entry, "", 0, Vector.of(1, 0, 0, 0));
  }
}
