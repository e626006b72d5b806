package dev.steward.stores.chroma;

import static dev.steward.stores.chroma.Teas.ANAS;
import static dev.steward.stores.chroma.Teas.DIMENSIONS;
import static dev.steward.stores.chroma.Teas.EMBEDDER;
import static dev.steward.stores.chroma.Teas.direction;
import static dev.steward.stores.chroma.Teas.found;
import static dev.steward.stores.chroma.Teas.level;
import static dev.steward.stores.chroma.Teas.puts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.memory.VectorIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the index when its server dies, is wiped, restored or damaged.
class ChromaServerTest {
  @TempDir Path temporary;

  private final Folder folder = new Folder();
  private ChromaProcess chroma;

  @BeforeEach
  void start() {
    chroma = ChromaProcess.over(temporary.resolve("data"));
  }

  @AfterEach
  void stop() {
    chroma.close();
  }

  private VectorIndex open() {
    return folder.open(chroma.server(), EMBEDDER, DIMENSIONS);
  }

  private static void assertUnreachable(Runnable call, String... words) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.EXTERNAL);
              assertThat(failure.isRetryable()).isTrue();
              assertThat(failure.text()).contains("Chroma at http://127.0.0.1:");
              assertThat(List.of(words)).allMatch(word -> failure.text().contains(word));
            });
  }

  @Test
  void aServerThatIsDownTakesNothingAndFindsNothingAndSaysSo() {
    try (var index = open()) {
      index.apply(puts(1, 3));
      chroma.kill();

      assertUnreachable(() -> found(index, 10), "can't be reached", "start or mend it");
      assertUnreachable(() -> index.apply(puts(4, 4)), "can't be reached");
      assertUnreachable(index::durableSeq);
      assertUnreachable(index::clear);
      assertThat(index.check().sound()).isFalse();
      assertThat(index.check().detail()).contains("can't be reached");

      chroma.startAgain();
      level(index, puts(1, 4));
      assertThat(found(index, 10)).containsExactlyInAnyOrder("f1", "f2", "f3", "f4");
    }
  }

  @Test
  void itCanBeOpenedAndClosedWhileTheServerIsDown() {
    try (var index = open()) {
      index.apply(puts(1, 3));
    }
    chroma.kill();
    try (var index = open()) {
      assertUnreachable(index::durableSeq);
    }
    chroma.startAgain();
    try (var index = open()) {
      assertThat(index.durableSeq()).isEqualTo(3);
      assertThat(found(index, 10)).hasSize(3);
    }
  }

  @Test
  void aServerThatWasWipedIsNoticedByASearchAndFilledAgain() throws IOException {
    try (var index = open()) {
      index.apply(puts(1, 3));
      assertThat(found(index, 10)).hasSize(3);
      chroma.kill();
      delete(chroma.data());
      chroma.startAgain();

      assertUnreachable(() -> found(index, 10), "lost the index of meanings");
      assertThat(index.durableSeq()).isZero();
      level(index, puts(1, 3));
      assertThat(found(index, 10)).hasSize(3);
      assertThat(index.check().entries()).isEqualTo(3);
    }
  }

  @Test
  void aServerThatWasWipedIsNoticedByTheNextChangeAndFilledAgain() throws IOException {
    try (var index = open()) {
      index.apply(puts(1, 3));
      chroma.kill();
      delete(chroma.data());
      chroma.startAgain();

      assertUnreachable(() -> index.apply(puts(4, 4)), "lost the index of meanings");
      level(index, puts(1, 4));
      assertThat(found(index, 10)).hasSize(4);
    }
  }

  @Test
  void aServerWhoseDataWasPutBackIsNoticedAndCaughtUpWith() throws IOException {
    try (var index = open()) {
      index.apply(puts(1, 500));
      chroma.kill();
      copy(chroma.data(), temporary.resolve("backup"));
      chroma.startAgain();
      level(index, puts(1, 1_000));
      chroma.kill();
      delete(chroma.data());
      copy(temporary.resolve("backup"), chroma.data());
      chroma.startAgain();

      assertUnreachable(() -> index.apply(puts(1_001, 1_001)), "was replaced");
      assertThat(index.durableSeq()).isEqualTo(500);
      level(index, puts(1, 1_001));
      assertThat(index.check().entries()).isEqualTo(1_001);
    }
  }

  @Test
  void killedInTheMiddleOfWritingItIsCompleteAfterCatchingUp() throws Exception {
    for (int round = 1; round <= 3; round++) {
      var to = round * 600L;
      try (var index = open();
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var writing =
            threads.submit(() -> {
              for (long seq = index.durableSeq() + 1; seq <= to; seq += 20) {
                index.apply(puts(seq, Math.min(to, seq + 19)));
              }
            });
        while (index.check().entries() < to - 550 && !writing.isDone()) {
          Thread.onSpinWait();
        }
        chroma.kill();
        assertThatThrownBy(writing::get).hasCauseInstanceOf(Failure.class);
        chroma.startAgain();
        level(index, puts(1, to));
        assertThat(index.check().entries()).isEqualTo(to);
        assertThat(index.check().sound()).isTrue();
      }
    }
  }

  @Test
  void tornFilesAreNoticedAndFilledAgain() throws IOException {
    try (var index = open()) {
      index.apply(puts(1, 400));
      level(index, puts(1, 2_100));
      chroma.kill();
      for (var segment : segments()) {
        Files.delete(segment.resolve("header.bin"));
      }
      chroma.startAgain();

      long tries = 0;
      while (index.durableSeq() > 0 && tries++ < 20) {
        assertUnreachable(() -> found(index, 10), "failed (500");
      }
      level(index, puts(1, 2_100));
      assertThat(index.check().sound()).isTrue();
      assertThat(index.check().entries()).isEqualTo(2_100);
      assertThat(index.nearest(ANAS, direction(77), 1).getFirst().key().id()).isEqualTo("f77");
    }
  }

  @Test
  void aServerThatEndsAtWhatItFindsInTornFilesIsHelpedOverIt() throws IOException {
    try (var index = open()) {
      level(index, puts(1, 2_100));
      chroma.kill();
      for (var segment : segments()) {
        var file = segment.resolve("data_level0.bin");
        var noise = new byte[(int) Files.size(file)];
        new Random(3).nextBytes(noise);
        Files.write(file, noise);
      }
      chroma.startAgain();

      for (int tries = 0; index.durableSeq() > 0 && tries < 20; tries++) {
        assertUnreachable(() -> found(index, 10));
        chroma.startAgainIfItEnded();
      }
      level(index, puts(1, 2_100));
      assertThat(index.check().entries()).isEqualTo(2_100);
      assertThat(index.check().sound()).isTrue();
    }
  }

  @Test
  void vectorsThatWereLostInSilenceAreSeenByACheckAndFilledAgain() throws IOException {
    try (var index = open()) {
      level(index, puts(1, 2_100));
      chroma.kill();
      for (var segment : segments()) {
        delete(segment);
      }
      chroma.startAgain();

      assertThat(index.check().sound()).isFalse();
      assertThat(index.check().detail()).contains("not found any more").contains("reindex");
      index.clear();
      level(index, puts(1, 2_100));
      assertThat(index.check().sound()).isTrue();
    }
  }

  @Test
  void nothingThatCanBeReadLeavesTheHouse() throws IOException {
    try (var index = open()) {
      index.apply(
          List.of(Teas.put(1, "f1", Map.of("customer", "Kowalski", "colour", "ultramarine"))));
    }
    chroma.kill();
    try (var files = Files.walk(chroma.data())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("tea f1", "Kowalski", "ultramarine", "colour", "acme");
      }
    }
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(chroma.data())) {
      var segments =
          files
              .filter(Files::isDirectory)
              .filter(f -> Files.exists(f.resolve("header.bin")))
              .toList();
      assertThat(segments).isNotEmpty();
      return segments;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
