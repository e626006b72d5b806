package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process in the middle of writing, again and again.
@Timeout(120)
class CrashTest {
  private static final int ROUNDS = 20;

  @TempDir Path folder;

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilled() {
    var random = new Random(20261123);
    var acknowledged = new HashSet<String>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeAndKill(round, random.nextInt(1, 400)));

      try (var stores = FreshStores.open(folder)) {
        assertThat(stores.integrity().sound()).as("round %d", round).isTrue();
        assertThat(ids(stores)).as("round %d", round).containsAll(acknowledged);
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

  private static Set<String> ids(EmbeddedStores stores) {
    return stores.facts().facts(new Scope("acme", "ana", ""), Layer.USER, "", 1_000_000).stream()
        .map(Fact::id)
        .collect(Collectors.toSet());
  }
}
