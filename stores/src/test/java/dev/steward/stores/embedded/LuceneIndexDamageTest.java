package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexDamageTest {
  private static final long CHANGES = 500;

  @TempDir private Path folder;

  private void fill() {
    try (var index = Indexes.open(folder, Indexes.DIMENSIONS, Indexes.EMBEDDER, 100)) {
      index.apply(Indexes.changes(0, 200));
      index.apply(Indexes.changes(200, 400));
      index.apply(Indexes.changes(400, CHANGES));
    }
  }

  /// As a crash leaves it.
  private void markUnfinished() throws IOException {
    Files.createFile(folder.resolve("unfinished"));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("_") || isCommit(file))
          .sorted()
          .toList();
    }
  }

  private static boolean isCommit(Path file) {
    return file.getFileName().toString().startsWith("segments");
  }

  private void assertItIsCompleteAfterApplyingTheRest() {
    try (var index = Indexes.withoutTail(folder)) {
      index.apply(Indexes.changes(index.durableSeq(), CHANGES));
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(CHANGES));
      assertThat(index.check().sound()).isTrue();
    }
  }

  @Test
  void whatWasClosedProperlyIsFoundAgain() {
    fill();
    try (var index = Indexes.withoutTail(folder)) {
      assertThat(index.durableSeq()).isEqualTo(CHANGES);
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(CHANGES));
      assertThat(index.check().detail()).contains("found");
    }
  }

  @Test
  void anUnfinishedButSoundIndexIsKept() throws IOException {
    fill();
    markUnfinished();
    try (var index = Indexes.withoutTail(folder)) {
      assertThat(index.durableSeq()).isEqualTo(CHANGES);
    }
  }

  @Test
  void aFlippedBitAnywhereIsNoticedAfterACrash() throws IOException {
    fill();
    var random = new Random(17);
    for (int round = 0; round < 20; round++) {
      var files = files();
      var file = files.get(random.nextInt(files.size()));
      flipABit(file, random);
      markUnfinished();
      try (var index = Indexes.withoutTail(folder)) {
        assertThat(index.durableSeq()).as(file.toString()).isZero();
        assertThat(index.check().detail()).contains("started empty, as it was damaged");
      }
      assertItIsCompleteAfterApplyingTheRest();
    }
  }

  private static void flipABit(Path file, Random random) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  @Test
  void theCheckNoticesAFlippedBitAndTheNextOpeningStartsAnew() throws IOException {
    fill();
    var random = new Random(4);
    try (var index = Indexes.withoutTail(folder)) {
      var files = files();
      flipABit(files.get(random.nextInt(files.size())), random);
      var health = index.check();

      assertThat(health.sound()).isFalse();
      assertThat(health.detail()).contains("damaged").contains("start again");
    }
    try (var index = Indexes.withoutTail(folder)) {
      assertThat(index.durableSeq()).isZero();
    }
    assertItIsCompleteAfterApplyingTheRest();
  }

  @Test
  void aDeletedFileIsNoticedAtOnce() throws IOException {
    fill();
    for (int i = 0; i < files().size(); i++) {
      var file = files().get(i);
      Files.delete(file);
      assertItStartsEmptyAfterDamageTo(file);
    }
  }

  @Test
  void aTruncatedFileIsNoticedAtOnce() throws IOException {
    fill();
    for (int i = 0; i < files().size(); i++) {
      var file = files().get(i);
      var bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      assertItStartsEmptyAfterDamageTo(file);
    }
  }

  private void assertItStartsEmptyAfterDamageTo(Path file) {
    try (var index = Indexes.withoutTail(folder)) {
      assertThat(index.durableSeq()).as(file.toString()).isZero();
    }
    assertItIsCompleteAfterApplyingTheRest();
  }

  @Test
  void filesOfOthersInTheFolderAreLeftAlone() throws IOException {
    var other = Files.writeString(folder.resolve("letter.txt"), "Dear John");
    fill();
    try (var index = Indexes.withoutTail(folder)) {
      index.clear();
    }

    assertThat(other).hasContent("Dear John");
    assertThat(files()).isEmpty();
  }

  @Test
  void withVectorsOfAnotherSizeItStartsEmpty() {
    fill();
    try (var index = Indexes.withoutTail(folder, 4, Indexes.EMBEDDER)) {
      assertThat(index.durableSeq()).isZero();
      assertThat(index.check().detail()).contains("another embedder");
    }
  }

  @Test
  void aFolderInUseIsRefusedAndLeftAlone() {
    fill();
    try (var index = Indexes.withoutTail(folder)) {
      assertThatThrownBy(() -> Indexes.withoutTail(folder))
          .isInstanceOf(Failure.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use");
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(CHANGES));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> Indexes.withoutTail(file.resolve("index")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFullDiskLosesNothing() {
    var full = new AtomicBoolean();
    var options = Indexes.options(0, Duration.ZERO);
    try (var index =
        new LuceneIndex(
            folder,
            Indexes.DIMENSIONS,
            Indexes.EMBEDDER,
            options,
            disk ->
                new FilterDirectory(disk) {
                  @Override
                  public IndexOutput createOutput(String name, IOContext context)
                      throws IOException {
                    if (full.get()) {
                      throw new IOException("No space left on device");
                    }
                    return super.createOutput(name, context);
                  }
                })) {
      index.apply(Indexes.changes(0, 200));
      full.set(true);
      index.apply(Indexes.changes(200, 400));

      assertThat(index.durableSeq()).isEqualTo(200);
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(400));
      var health = index.check();
      assertThat(health.sound()).isFalse();
      assertThat(health.detail()).contains("No space left").contains("kept in memory");

      full.set(false);
      index.apply(Indexes.changes(400, CHANGES));

      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(CHANGES));
    }
    try (var index = Indexes.withoutTail(folder)) {
      assertThat(index.durableSeq()).isEqualTo(CHANGES);
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(CHANGES));
    }
  }

  @Test
  void aDiskThatStaysFullIsMadeUpForAtTheNextOpening() {
    fill();
    var options =
        new LuceneIndex.Options(Duration.ofDays(1), 1, 0, Duration.ofDays(1), 1, Duration.ZERO, 0);
    try (var index =
        new LuceneIndex(
            folder,
            Indexes.DIMENSIONS,
            Indexes.EMBEDDER,
            options,
            disk ->
                new FilterDirectory(disk) {
                  @Override
                  public IndexOutput createOutput(String name, IOContext context)
                      throws IOException {
                    throw new IOException("No space left on device");
                  }
                })) {
      index.apply(Indexes.changes(CHANGES, CHANGES + 50));
    }
    try (var index = Indexes.withoutTail(folder)) {
      assertThat(index.durableSeq()).isEqualTo(CHANGES);
      index.apply(Indexes.changes(CHANGES, CHANGES + 50));
      assertThat(Indexes.found(index)).isEqualTo(Indexes.expected(CHANGES + 50));
    }
  }
}
