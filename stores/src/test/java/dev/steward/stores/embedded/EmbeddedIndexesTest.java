package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;
import dev.steward.stores.JsonCodec;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.IndexesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedIndexesTest implements IndexesContract {
  @TempDir Path temporary;

  private final InMemoryFactStore rows = new InMemoryFactStore();

  private Path folder() {
    return temporary.resolve("index");
  }

  @Override
  public Indexes indexes() {
    return new EmbeddedIndexes(folder(), new JsonCodec());
  }

  @Override
  public FactStore rows() {
    return rows;
  }

  @Test
  void whatWasLeftThereBeforeIsDeleted() throws IOException {
    Files.createDirectories(folder().resolve("7/deep"));
    Files.writeString(folder().resolve("7/deep/segment"), "old words");
    Files.writeString(folder().resolve("_0.cfs"), "old words");
    indexes().keep(List.of(FIRST));

    try (var left = Files.list(folder())) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("editions.json");
    }
  }

  @Test
  void theWholeFolderMayBeDeleted() throws IOException {
    indexes().keep(List.of(FIRST));
    Files.delete(folder().resolve("editions.json"));
    Files.delete(folder());

    assertThat(indexes().editions()).isEmpty();
    indexes().keep(List.of(FIRST));
    assertThat(indexes().editions()).containsExactly(FIRST);
  }

  @Test
  void aDamagedFileSaysWhichItIsAndWhatToDo() throws IOException {
    indexes().keep(List.of(FIRST));
    Files.writeString(folder().resolve("editions.json"), "{\"holds\": ");

    assertThatThrownBy(this::indexes)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("editions.json")
        .hasMessageContaining("delete it");
  }
}
