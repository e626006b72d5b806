package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Recollection;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.ManualClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMemoryTest {
  @TempDir private Path folder;
  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");

  private EmbeddedMemory open() {
    return EmbeddedMemory.open(folder, new HashingEmbedder(), clock);
  }

  private static List<String> found(EmbeddedMemory memory, String user) {
    return memory.search(user, "green tea", 5).stream()
        .map(Recollection::entry)
        .map(entry -> entry.text())
        .toList();
  }

  @Test
  void whatWasSaidIsFoundAtOnceAndInTheNextProcess() {
    try (var memory = open()) {
      memory.add("ana", "I prefer green tea");
      assertThat(found(memory, "ana")).contains("I prefer green tea");
      assertThat(found(memory, "bob")).isEmpty();
    }
    try (var memory = open()) {
      assertThat(found(memory, "ana")).contains("I prefer green tea");
    }
  }

  @Test
  void factsAreDrawnFromIt() {
    try (var memory = open()) {
      var added = memory.add("ana", "I prefer green tea");
      memory.settle();
      assertThat(memory.memory().extraction(EmbeddedMemory.TENANT, added.id()))
          .hasValueSatisfying(extraction -> assertThat(extraction.outcomes()).isNotEmpty());
      assertThat(memory.search("ana", "green tea", 5))
          .extracting(Recollection::entry)
          .anyMatch(entry -> entry instanceof Fact);
    }
  }

  @Test
  void aFolderThatIsHeldIsNotOpenedTwice() {
    try (var memory = open()) {
      assertThatThrownBy(this::open).isInstanceOf(Failure.class);
      assertThat(memory.search("ana", "tea", 1)).isEmpty();
    }
    open().close();
  }
}
