package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderLockTest {
  private final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");

  @TempDir Path folder;

  @Test
  void saysWhoHoldsTheFolderAndWhereToTalkToIt() {
    assertThat(FolderLock.holder(folder)).isEmpty();

    try (var lock = FolderLock.acquire(folder, clock)) {
      assertThat(lock.holder())
          .isEqualTo(
              new FolderLock.Holder(
                  ProcessHandle.current().pid(), Instant.parse("2026-11-23T09:00:00Z"), ""));

      lock.publish("http://127.0.0.1:7070");

      assertThat(lock.holder().url()).isEqualTo("http://127.0.0.1:7070");
      assertThat(FolderLock.holder(folder)).contains(lock.holder());
      assertThat(folder.resolve("steward.lock")).content().contains("http://127.0.0.1:7070");
    }
    assertThat(FolderLock.holder(folder)).isEmpty();
  }

  @Test
  void aFolderIsTakenOnceEvenWithinAProcess() {
    try (var first = FolderLock.acquire(folder, clock)) {
      assertThatThrownBy(
              () -> FolderLock.acquire(folder.resolve("../" + folder.getFileName()), clock))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
          .hasMessageContaining("in use by process " + first.holder().pid());
    }
    FolderLock.acquire(folder, clock).close();
  }

  @Test
  void beingRefusedOrAskedDoesNotLoosenTheHold() {
    try (var lock = FolderLock.acquire(folder, clock)) {
      assertThatThrownBy(() -> FolderLock.acquire(folder, clock)).isInstanceOf(Failure.class);
      assertThat(FolderLock.holder(folder)).contains(lock.holder());

      try (var other = ChildJvm.start(Holding.class, folder)) {
        assertThat(other.line()).contains("in use by process " + lock.holder().pid());
      }
    }
  }

  @Test
  void whatAnotherProcessHoldsIsRefusedNamingItUntilItEnds() {
    try (var other = ChildJvm.start(Holding.class, folder)) {
      assertThat(other.line()).isEqualTo("held");

      assertThatThrownBy(() -> FolderLock.acquire(folder, clock))
          .isInstanceOf(Failure.class)
          .hasMessageContaining(folder.getFileName().toString())
          .hasMessageContaining("in use by process " + other.pid())
          .hasMessageContaining("serves http://127.0.0.1:7070")
          .hasMessageContaining("another folder");
      assertThat(FolderLock.holder(folder).orElseThrow().url()).isEqualTo("http://127.0.0.1:7070");

      other.kill();
    }

    try (var lock = FolderLock.acquire(folder, clock)) {
      assertThat(lock.holder().pid()).isEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void whatAnEarlierProcessLeftBehindDoesNotMatter() throws IOException {
    Files.writeString(folder.resolve("steward.lock"), "pid=1\nsince=yesterday\nurl=x".repeat(99));

    assertThat(FolderLock.holder(folder)).isEmpty();
    try (var lock = FolderLock.acquire(folder, clock)) {
      assertThat(folder.resolve("steward.lock")).content().hasSizeLessThan(100);
      assertThat(lock.holder().url()).isEmpty();
    }
  }

  @Test
  void closingTwiceFreesOnce() {
    var first = FolderLock.acquire(folder, clock);
    first.close();
    try (var second = FolderLock.acquire(folder, clock)) {
      first.close();

      assertThatThrownBy(() -> FolderLock.acquire(folder, clock)).isInstanceOf(Failure.class);
      assertThat(FolderLock.holder(folder)).contains(second.holder());
    }
  }
}
