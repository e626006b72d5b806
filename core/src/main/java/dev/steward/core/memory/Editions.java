package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The edition that serves, and the one that is being made to take its place. One thread alone
/// changes which those are; any may ask.
final class Editions implements AutoCloseable {
  private final FactStore store;
  private final Indexes indexes;
  private final Embedder embedder;
  private final Supplier<Attempts> attempts;

  private volatile OpenEdition serving;
  private volatile @Nullable OpenEdition making;

  /// Whether the one in the making gets every new word at once, since it is about to serve.
  private volatile boolean joining;

  /// Kept, but neither serving nor in the making: to be deleted.
  private final List<Edition> former;

  private boolean closed;

  /// @param making none or one
  private record Plan(Edition serving, Embedder embedder, List<Edition> making) {}

  Editions(
      FactStore store, Indexes indexes, KnownEmbedders embedders, Supplier<Attempts> attempts) {
    this.store = store;
    this.indexes = indexes;
    this.embedder = embedders.wanted();
    this.attempts = attempts;
    var kept = indexes.editions();
    var plan = plan(kept, embedders.former());
    this.former = new ArrayList<>(kept);
    former.remove(plan.serving());
    former.removeAll(plan.making());
    keep(Stream.concat(Stream.of(plan.serving()), plan.making().stream()));
    this.serving = open(plan.serving(), plan.embedder());
    try {
      plan.making().forEach(edition -> this.making = open(edition, embedder));
    } catch (RuntimeException e) {
      serving.close();
      throw e;
    }
  }

  private Plan plan(List<Edition> kept, Function<String, Optional<Embedder>> known) {
    if (kept.isEmpty()) {
      return new Plan(after(kept), embedder, List.of());
    }
    var first = kept.getFirst();
    var next =
        kept.stream()
            .filter(edition -> isWanted(edition) && edition.number() > first.number())
            .findFirst();
    if (isWanted(first)) {
      return new Plan(first, embedder, next.stream().toList());
    }
    var wanted = next.orElseGet(() -> after(kept));
    // Without its embedder nothing can be asked in the language of an edition.
    return known
        .apply(first.embedder())
        .map(its -> new Plan(first, its, List.of(wanted)))
        .orElseGet(() -> new Plan(wanted, embedder, List.of()));
  }

  private boolean isWanted(Edition edition) {
    return edition.embedder().equals(embedder.id())
        && edition.dimensions() == embedder.dimensions();
  }

  private Edition after(List<Edition> kept) {
    long last = kept.stream().mapToLong(Edition::number).max().orElse(0);
    return new Edition(last + 1, embedder.id(), embedder.dimensions());
  }

  private void keep(Stream<Edition> used) {
    indexes.keep(Stream.concat(used, former.stream()).toList());
  }

  private synchronized OpenEdition open(Edition edition, Embedder its) {
    if (closed) {
      throw Failure.passing("Memory is closed", null, Duration.ZERO);
    }
    return new OpenEdition(edition, its, indexes.open(edition), store, attempts);
  }

  OpenEdition serving() {
    return serving;
  }

  Optional<OpenEdition> making() {
    return Optional.ofNullable(making);
  }

  /// The one that serves, which stays open until its reader ends.
  OpenEdition read() {
    while (true) {
      var current = serving;
      if (current.startReading()) {
        return current;
      }
    }
  }

  /// Gives the words of what was written before the call to whoever searches from now on.
  void followWords() {
    var next = making;
    if (next != null && joining) {
      next.words().follow();
    }
    var current = read();
    try {
      current.words().follow();
    } finally {
      current.endReading();
    }
  }

  /// Begins an edition, unless one is being made.
  void begin() {
    if (making == null) {
      var edition = after(indexes.editions());
      keep(Stream.of(serving.edition(), edition));
      making = open(edition, embedder);
    }
  }

  /// Brings the one in the making level with the rows and lets it serve; the one that served until
  /// now is closed when nobody reads it any more.
  void serveMade() {
    var made = making;
    if (made == null) {
      return;
    }
    joining = true;
    try {
      made.follow();
      var before = serving;
      keep(Stream.of(made.edition(), before.edition()));
      serving = made;
      making = null;
      former.add(before.edition());
      before.retire();
      close(before.embedder());
    } finally {
      joining = false;
    }
  }

  /// Deletes editions that have no place any more, and the vectors that only they needed.
  void deleteFormer() {
    if (former.isEmpty()) {
      return;
    }
    var used = Stream.concat(Stream.of(serving), making().stream()).toList();
    var embedders = used.stream().map(edition -> edition.embedder().id()).distinct().toList();
    if (!former.stream().map(Edition::embedder).allMatch(embedders::contains)) {
      store.keepVectorsOf(embedders);
    }
    indexes.keep(used.stream().map(OpenEdition::edition).toList());
    former.clear();
  }

  private void close(Embedder its) {
    if (!its.equals(embedder) && its instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw Failure.internal("The embedder %s could not be closed".formatted(its.id()), e);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    serving.close();
    making().ifPresent(OpenEdition::close);
  }
}
