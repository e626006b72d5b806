package dev.steward.stores.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.LuceneIndex;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.IndexesContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedChroma.class)
class ChromaIndexesTest implements IndexesContract {
  @TempDir Path folder;

  private final InMemoryFactStore rows = new InMemoryFactStore();
  private final Meddler meddler;

  ChromaIndexesTest(ChromaProcess chroma) {
    this.meddler = new Meddler(chroma.url());
  }

  @AfterEach
  void end() {
    meddler.close();
  }

  @Override
  public Indexes indexes() {
    return indexes(folder, meddler.url());
  }

  private Indexes indexes(Path folder, URI url) {
    return new ChromaIndexes(
        new ChromaServer(url, Duration.ofSeconds(10), Duration.ofSeconds(60)),
        folder,
        LuceneIndex::openForWords,
        rows,
        new JsonCodec(),
        () -> UUID.randomUUID().toString());
  }

  @Override
  public FactStore rows() {
    return rows;
  }

  private List<String> databases() {
    var store = new JsonCodec().decode(read(), ChromaIndexes.State.class).store();
    var name = ChromaNames.database(store, 0);
    try (var http = new ChromaHttp(ChromaServer.at(meddler.url()))) {
      return ChromaDatabase.databases(http, name.substring(0, name.length() - 1));
    }
  }

  private String read() {
    try {
      return Files.readString(folder.resolve(ChromaIndexes.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(Indexes indexes) {
    var opened = indexes.open(FIRST);
    opened.vectors().apply(Teas.puts(1, 1));
    opened.vectors().close();
    opened.words().close();
  }

  @Test
  void anEditionThatIsDroppedIsGoneFromTheServer() {
    var indexes = indexes();
    indexes.keep(List.of(FIRST));
    fill(indexes);
    assertThat(databases()).hasSize(1);
    indexes.keep(List.of(THIRD));

    assertThat(databases()).isEmpty();
  }

  @Test
  void whatCouldNotBeDeletedOnTheServerIsDeletedTheNextTime() {
    var indexes = indexes();
    indexes.keep(List.of(FIRST));
    fill(indexes);
    meddler.fails("DELETE", 503, "");
    indexes.keep(List.of(THIRD));
    assertThat(indexes.editions()).containsExactly(THIRD);
    assertThat(databases()).hasSize(1);
    meddler.behaves();
    indexes().keep(List.of(THIRD));

    assertThat(databases()).isEmpty();
  }

  @Test
  void nothingIsAskedOfTheServerWhenMemoryIsOpened() {
    indexes().keep(List.of(FIRST));
    var opened = indexes();
    opened.keep(opened.editions());
    var edition = opened.open(FIRST);
    edition.words().close();
    edition.vectors().close();

    assertThat(meddler.seen()).isEmpty();
  }
}
