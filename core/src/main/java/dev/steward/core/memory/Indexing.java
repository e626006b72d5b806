package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Progress;
import dev.steward.core.memory.EntryIndex.Hit;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index level with the rows, and gives entries their vectors on a thread of its own. The
/// words of what was written can be found when [#catchUp] returns.
///
/// An index that fails is left alone for a while and then filled from the rows. Writing never fails
/// because of it, and what can't be found by meaning is found by words.
final class Indexing implements ByMeaning, ByWords, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
  private static final Duration TO_END = Duration.ofSeconds(5);
  private static final Duration A_DAY = Duration.ofDays(1);

  private final FactStore store;
  private final Editions editions;
  private final Embedding embedding;
  private final Attempts attempts;
  private final Rounds rounds = new Rounds("memory index", this::round, this::rest);
  private final Making making;
  private final AtomicBoolean purgeAsked = new AtomicBoolean();

  /// How long what failed is left alone.
  record Options(Duration firstRest, Duration longestRest) {
    static final Options DEFAULTS = new Options(Duration.ofMillis(500), Duration.ofSeconds(30));

    Attempts attempts() {
      return new Attempts(firstRest, longestRest);
    }
  }

  /// Opens the indexes; their words have caught up with the rows when it returns.
  Indexing(FactStore store, Indexes indexes, KnownEmbedders embedders, Options options) {
    this.store = store;
    this.embedding = new Embedding(store);
    this.attempts = options.attempts();
    this.editions = new Editions(store, indexes, embedders, options::attempts);
    this.making = new Making(store, editions, options.attempts(), rounds::ask);
    editions.followWords();
    rounds.start();
    making.rounds().start();
  }

  /// Returns when what was written before the call is found by its words.
  void catchUp() {
    editions.followWords();
    rounds.ask();
  }

  /// What a search looks at; to be closed.
  Reading read() {
    return new Reading(editions.read(), rounds::ask);
  }

  /// The embedder of the edition that serves.
  Embedder embedder() {
    return new ServingEmbedder(() -> editions.serving().embedder());
  }

  @Override
  public List<Hit> nearest(Selection selection, Vector vector, int limit) {
    try (var reading = read()) {
      return reading.nearest(selection, vector, limit);
    }
  }

  @Override
  public List<Hit> matching(Selection selection, String text, int limit) {
    try (var reading = read()) {
      return reading.matching(selection, text, limit);
    }
  }

  /// Has what is gone taken out of the files of the index too, in the background.
  void purge() {
    purgeAsked.set(true);
    rounds.ask();
  }

  IndexState state() {
    var serving = editions.serving();
    var trouble =
        Stream.of(serving.trouble(), attempts.trouble(), making.trouble())
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return new IndexState(
        serving.embedder().id(),
        Math.max(0, store.lastChange() - serving.applied()),
        trouble,
        making.state());
  }

  /// Makes a new edition from the rows and returns when it serves.
  ///
  /// @throws Failure what went wrong; it goes on in the background
  void anew(Consumer<Progress> progress) {
    making.anew(progress);
  }

  /// Returns when everything that was written before the call has its vector and is found by it, or
  /// when that failed and is tried again later.
  void settle() {
    try {
      rounds.awaitAnswer(A_DAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for memories to be embedded was interrupted", e);
    }
  }

  private void round() {
    var serving = editions.read();
    try {
      serving.follow();
      if (purgeAsked.getAndSet(false)) {
        serving.purge();
      }
      if (attempts.rest() == 0) {
        embed(serving);
      }
    } finally {
      serving.endReading();
    }
  }

  private void embed(OpenEdition serving) {
    try {
      while (!rounds.isEnding() && embedding.embedSome(serving.embedder())) {
        serving.follow();
      }
      attempts.succeeded();
    } catch (RuntimeException e) {
      if (attempts.failed(e)) {
        LOG.warn("Memories can't be embedded now; they are found by words, it is tried again", e);
      }
    }
  }

  private long rest() {
    var serving = editions.serving();
    return Math.min(
        attempts.trouble().isEmpty() ? Rounds.FOREVER : attempts.rest(),
        serving.trouble().isEmpty() ? Rounds.FOREVER : serving.rest());
  }

  @Override
  public void close() {
    rounds.end();
    making.rounds().end();
    try {
      rounds.join(TO_END);
      making.rounds().join(TO_END);
      editions.close();
      rounds.join(A_DAY);
      making.rounds().join(A_DAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      editions.close();
    }
  }
}
