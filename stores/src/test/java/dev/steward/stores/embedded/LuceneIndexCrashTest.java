package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexCrashTest {
  private static final int STEP = 20;

  @TempDir private Path folder;

  /// A process that applies changes until it is killed, and says which it has applied.
  static final class Child {
    private Child() {}

    static void main(String[] arguments) {
      var options =
          new LuceneIndex.Options(
              Duration.ofMillis(5), 100, 1_000, Duration.ofMillis(5), 1, Duration.ofMillis(2), 0);
      try (var index =
          new LuceneIndex(
              Path.of(arguments[0]),
              Indexes.DIMENSIONS,
              Indexes.EMBEDDER,
              options,
              UnaryOperator.identity())) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        for (long seq = index.durableSeq(); ; seq += STEP) {
          index.apply(Indexes.changes(seq, seq + STEP));
          out.println(seq + STEP);
        }
      }
    }
  }

  @Test
  void afterAKillTheIndexHasNothingThatTheRowsHaveNot() {
    var random = new Random(23);
    for (int round = 0; round < 10; round++) {
      long applied = applyUntilKilled(1 + random.nextInt(150));
      long durable;
      try (var index = Indexes.withoutTail(folder)) {
        durable = index.durableSeq();
        assertThat(index.check().sound()).isTrue();
        assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(durable));

        long rows = Math.max(durable, applied) + random.nextInt(50);
        index.apply(Indexes.changes(durable, rows));
        assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(rows));
      }
    }
  }

  /// Returns the last change that the child said it had applied, before it was killed in the middle
  /// of applying more.
  private long applyUntilKilled(int steps) {
    try (var child = ChildJvm.start(Child.class, folder)) {
      var applied = "";
      for (int i = 0; i < steps; i++) {
        applied = child.line();
      }
      child.kill();
      return Long.parseLong(applied);
    }
  }
}
