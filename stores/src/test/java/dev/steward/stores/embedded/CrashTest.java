package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Selection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process in the middle of writing, again and again.
@Timeout(3_600)
class CrashTest {
  private static final int ROUNDS = "all".equals(System.getProperty("steward.tests")) ? 200 : 20;

  @TempDir Path folder;

  @Test
  void nothingAcknowledgedIsLostAndTheIndexAgreesWithTheRowsWhenTheProcessIsKilled() {
    var random = new Random(20261123);
    var acknowledged = new HashSet<String>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeAndKill(round, random.nextInt(1, 400)));

      try (var stores = FreshStores.open(folder)) {
        assertThat(stores.integrity().sound()).as("round %d", round).isTrue();
        assertThat(acknowledgedLost(stores.facts(), acknowledged)).as("round %d", round).isEmpty();
        assertTheIndexAgrees(stores.facts(), round);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 50);
  }

  /// Lets a process write until it has acknowledged `enough`, kills it, and says what it had
  /// acknowledged by then.
  private Set<String> writeAndKill(int round, int enough) {
    var acknowledged = new HashSet<String>();
    try (var writing = ChildJvm.start(Writing.class, folder, round)) {
      for (int i = 0; i < enough; i++) {
        acknowledged.add(complete(writing.line()));
      }
      writing.kill();
      var line = writing.line();
      while (line.endsWith(".")) {
        acknowledged.add(complete(line));
        line = writing.line();
      }
    }
    return acknowledged;
  }

  /// An acknowledgement ends in a full stop: what the kill has cut short is none.
  private static String complete(String line) {
    assertThat(line).endsWith(".");
    return line.substring(0, line.length() - 1);
  }

  /// What was acknowledged and is not there: messages and facts as written, and vectors.
  private static Set<String> acknowledgedLost(FactStore store, Set<String> acknowledged) {
    var lost = new HashSet<>(acknowledged);
    var facts =
        store.facts(Rowfuls.everything(), "", 10_000_000).stream()
            .map(fact -> fact.id().substring(1))
            .collect(Collectors.toSet());
    store
        .log("acme", "", 10_000_000)
        .forEach(message -> {
          var id = message.id().substring(1);
          if (facts.contains(id)) {
            lost.remove("written " + id);
          }
        });
    changes(store)
        .forEach(change -> {
          if (!change.vector().isNone()) {
            lost.remove("embedded " + change.key().id());
          }
        });
    return lost;
  }

  private static List<Change.Put> changes(FactStore store) {
    return store.changes(0, Writing.EMBEDDER, 10_000_000).stream()
        .map(Change.Put.class::cast)
        .toList();
  }

  /// Once it has caught up, it finds what is in the rows, and nothing else.
  private void assertTheIndexAgrees(FactStore store, int round) {
    var rows = changes(store);
    try (var index = Writing.index(folder)) {
      assertThat(index.durableSeq()).isLessThanOrEqualTo(store.lastChange());
      var later = store.changes(index.durableSeq(), Writing.EMBEDDER, 10_000_000);
      for (int i = 0; i < later.size(); i += 200) {
        index.apply(later.subList(i, Math.min(i + 200, later.size())));
      }
      assertThat(index.check().sound()).as("round %d", round).isTrue();
      var everything = Rowfuls.everything();

      assertThat(keys(index.matching(everything, "text", 10_000_000)))
          .as("round %d", round)
          .isEqualTo(rows.stream().map(Change.Put::key).collect(Collectors.toSet()));
      assertVectorsAgree(index, everything, rows, round);
    }
  }

  private static void assertVectorsAgree(
      LuceneIndex index, Selection everything, List<Change.Put> rows, int round) {
    var target = Writing.vector("target");
    Map<Entry.Key, Double> expected = new HashMap<>();
    for (var row : rows) {
      if (!row.vector().isNone()) {
        expected.put(row.key(), row.vector().dot(target));
      }
    }
    var hits = index.nearest(everything, target, 10_000_000);
    assertThat(keys(hits)).as("round %d", round).isEqualTo(expected.keySet());
    assertThat(hits)
        .as("round %d", round)
        .allMatch(hit -> Math.abs(hit.score() - expected.getOrDefault(hit.key(), 9.0)) < 1e-2);
  }

  private static Set<Entry.Key> keys(List<Hit> hits) {
    return hits.stream().map(Hit::key).collect(Collectors.toSet());
  }
}
