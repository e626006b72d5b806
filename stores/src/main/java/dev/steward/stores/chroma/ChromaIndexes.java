package dev.steward.stores.chroma;

import dev.steward.core.Failure;
import dev.steward.core.memory.Edition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.run.Codec;
import dev.steward.stores.EditionFolders;
import dev.steward.stores.SmallFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Indexes whose vectors lie in a Chroma server, a database for each edition, and whose words lie
/// with us. What we have there is remembered in a file beside the rows.
public final class ChromaIndexes implements Indexes {
  /// The name of the file in the data folder.
  public static final String FILE = "chroma.json";

  private static final String INDEX = "index";

  private static final Logger LOG = LoggerFactory.getLogger(ChromaIndexes.class);

  private final ChromaServer server;
  private final EditionFolders folders;
  private final Function<Path, WordIndex> words;
  private final FactStore rows;
  private final Supplier<String> ids;
  private final SmallFile<State> file;
  private State state;

  /// What we have on servers.
  ///
  /// @param store names this data folder among those that use the same server
  /// @param writers who wrote last to each edition
  /// @param condemned editions that are to be deleted on the server
  record State(String store, Map<String, String> writers, List<Long> condemned) {}

  /// The editions of a data folder.
  ///
  /// @param folder the data folder
  /// @param words opens the index of words in a folder
  /// @param ids names that nobody had before
  public ChromaIndexes(
      ChromaServer server,
      Path folder,
      Function<Path, WordIndex> words,
      FactStore rows,
      Codec codec,
      Supplier<String> ids) {
    this.server = server;
    this.folders = new EditionFolders(folder.resolve(INDEX), codec, "words");
    this.words = words;
    this.rows = rows;
    this.ids = ids;
    this.file = new SmallFile<>(folder.resolve(FILE), codec, State.class);
    this.state =
        file.read()
            .filter(kept -> !kept.store().isEmpty())
            .orElseGet(() -> new State(ids.get(), Map.of(), List.of()));
  }

  @Override
  public List<Edition> editions() {
    return folders.editions();
  }

  /// What can't be deleted on the server now is deleted the next time.
  @Override
  public synchronized void keep(List<Edition> editions) {
    var kept = editions.stream().map(Edition::number).toList();
    var condemned = new HashSet<>(state.condemned());
    folders.editions().stream().map(Edition::number).forEach(condemned::add);
    kept.forEach(condemned::remove);
    var writers = new HashMap<>(state.writers());
    condemned.forEach(number -> writers.remove(Long.toString(number)));
    var next = new State(state.store(), writers, condemned.stream().sorted().toList());
    if (!next.equals(state)) {
      write(next);
    }
    folders.keep(editions);
    deleteCondemned();
  }

  private void write(State next) {
    file.write(next);
    state = next;
  }

  private void deleteCondemned() {
    if (state.condemned().isEmpty()) {
      return;
    }
    var left = new ArrayList<>(state.condemned());
    try (var http = new ChromaHttp(server)) {
      for (var number : state.condemned()) {
        new ChromaDatabase(http, ChromaNames.database(state.store(), number)).delete();
        left.remove(number);
      }
    } catch (Failure failure) {
      LOG.info("An old index could not be deleted in Chroma yet: {}", failure.text());
    }
    write(new State(state.store(), state.writers(), left));
  }

  @Override
  public synchronized Opened open(Edition edition) {
    var index =
        new ChromaIndex(
            new ChromaHttp(server),
            ChromaNames.database(state.store(), edition.number()),
            new ChromaNames(state.store()),
            edition.embedder(),
            edition.dimensions(),
            this::row,
            new Remembered(Long.toString(edition.number())),
            ids.get());
    return new Opened(index, words.apply(folders.of(edition)));
  }

  private Optional<Entry> row(Entry.Key key) {
    return switch (key.type()) {
      case FACT -> rows.fact(key.tenant(), key.id()).map(fact -> fact);
      case MESSAGE -> rows.message(key.tenant(), key.id()).map(message -> message);
    };
  }

  private synchronized String writer(String edition) {
    return state.writers().getOrDefault(edition, "");
  }

  private synchronized void remember(String edition, String writer) {
    var writers = new HashMap<>(state.writers());
    writers.put(edition, writer);
    write(new State(state.store(), writers, state.condemned()));
  }

  /// Who wrote last to an edition.
  private final class Remembered implements Writers {
    private final String edition;

    Remembered(String edition) {
      this.edition = edition;
    }

    @Override
    public String last() {
      return writer(edition);
    }

    @Override
    public void remember(String writer) {
      ChromaIndexes.this.remember(edition, writer);
    }
  }
}
