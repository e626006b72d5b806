package dev.steward.stores.chroma;

import dev.steward.core.Failure;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.model.Vector;
import dev.steward.stores.chroma.ChromaDatabase.Collection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vectors in collections of a Chroma server, one collection for each user and one for what a
/// tenant has beside, and how far they are beside them. No text goes there, and no name or value
/// that could be read, but ids of entries and of threads.
///
/// The server is not trusted with anything: what it finds is looked up in the rows, and what was
/// deleted, restored or written to behind our back is noticed at the next change or search and
/// filled again from the rows. A collection that the server fails at again and again, as it does
/// when its files are torn, is deleted and filled again too.
public final class ChromaIndex implements VectorIndex {
  private static final Logger LOG = LoggerFactory.getLogger(ChromaIndex.class);

  /// As many changes may have to be applied again after a crash.
  private static final int CHANGES_UNWRITTEN = 500;

  private static final int FAILURES_OF_A_TORN_ONE = 5;
  private static final int SEARCHES_AT_ONCE = 8;

  private final ChromaHttp http;
  private final ChromaDatabase database;
  private final ChromaNames names;
  private final Pushdown pushdown;
  private final String form;
  private final int dimensions;
  private final Function<Entry.Key, Optional<Entry>> rows;
  private final Writers writers;
  private final String self;

  private final ReentrantLock writing = new ReentrantLock();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private volatile @Nullable Known known;
  private boolean looked;
  private volatile boolean closed;

  /// @param databaseName of a database that is nobody else's
  /// @param embedder whose vectors they are
  /// @param rows the truth about an entry
  /// @param self who writes; a name that nobody had before
  ChromaIndex(
      ChromaHttp http,
      String databaseName,
      ChromaNames names,
      String embedder,
      int dimensions,
      Function<Entry.Key, Optional<Entry>> rows,
      Writers writers,
      String self) {
    this.http = http;
    this.database = new ChromaDatabase(http, databaseName);
    this.names = names;
    this.pushdown = new Pushdown(names);
    this.form = "%s %s %d".formatted(ChromaFields.FORM, names.text(embedder), dimensions);
    this.dimensions = dimensions;
    this.rows = rows;
    this.writers = writers;
    this.self = self;
  }

  @Override
  public void apply(List<Change> changes) {
    write(() -> {
      var state = told(known());
      var news = changes.stream().filter(change -> change.seq() > state.applied()).toList();
      if (!news.isEmpty()) {
        var owned = isOwn(state) ? verified(state) : owned(state);
        apply(owned, new ChromaBatch(names, dimensions, news));
        owned.applied(news.getLast().seq());
        if (owned.applied() - owned.position().seq() >= CHANGES_UNWRITTEN) {
          writeDown(owned, owned.applied());
        }
      }
      return news;
    });
  }

  /// What we know anew may be less than whoever applies changes believes: they must ask first, lest
  /// some are left out.
  private Known told(Known state) {
    if (state.isTold()) {
      return state;
    }
    throw Failure.passing(
        "How far the index of meanings in Chroma at %s is has to be found out again"
            .formatted(database.address()),
        null,
        Duration.ZERO);
  }

  private <T> T write(Supplier<T> work) {
    writing.lock();
    try {
      ensureOpen();
      return work.get();
    } catch (Failure failure) {
      known = null;
      throw failure;
    } finally {
      writing.unlock();
    }
  }

  /// Looks at the server if we know nothing of it, or not any more.
  private Known known() {
    var state = known;
    if (state != null) {
      return state;
    }
    writing.lock();
    try {
      state = known;
      if (state == null) {
        state = look();
        if (!looked) {
          // Nobody believes anything yet.
          state.told();
        }
        looked = true;
        known = state;
      }
      return state;
    } finally {
      writing.unlock();
    }
  }

  private Known look() {
    var collections = database.collections();
    var kept = collections.get(Position.COLLECTION);
    if (kept == null) {
      return nothing();
    }
    var position = Position.of(kept.metadata());
    if (!position.form().equals(form)
        || (!position.writer().equals(self) && !position.follows(writers.last()))) {
      // Of other rows, or of these at another time, or of another embedder.
      return nothing();
    }
    var state = new Known(position, collections);
    return torn().isEmpty() ? state : withoutTorn(state);
  }

  private Known nothing() {
    return new Known(Position.none(form), Map.of());
  }

  private List<String> torn() {
    return failures.entrySet().stream()
        .filter(entry -> entry.getValue() >= FAILURES_OF_A_TORN_ONE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Known withoutTorn(Known state) {
    var position = state.position().at(0);
    state
        .collection(Position.COLLECTION)
        .ifPresent(collection -> database.describe(collection, position.metadata()));
    var left = new HashMap<String, Collection>();
    state.all().forEach(collection -> left.put(collection.name(), collection));
    for (var name : torn()) {
      LOG.warn(
          "Chroma at {} fails at a collection again and again: it is deleted and filled from the rows",
          database.address());
      state.collection(name).ifPresent(database::delete);
      left.remove(name);
      failures.remove(name);
    }
    state.collection(Position.COLLECTION).ifPresent(kept -> left.put(kept.name(), kept));
    return new Known(position, left);
  }

  private boolean isOwn(Known state) {
    return state.position().writer().equals(self);
  }

  /// The same, if the server still has what we left there.
  private Known verified(Known state) {
    var there = Position.of(database.collection(Position.COLLECTION).metadata());
    if (there.equals(state.position())) {
      return state;
    }
    throw Failure.passing(
        there.writer().equals(self)
            ? "The data of Chroma at %s was replaced; the index of meanings is filled again from the rows"
                .formatted(database.address())
            : "Another Steward writes to the index of meanings in Chroma at %s, as a copy of this data folder does; let only one of them use that server"
                .formatted(database.address()),
        null,
        Duration.ZERO);
  }

  /// The database as our own from now on: emptied if it isn't the one that we left.
  private Known owned(Known state) {
    if (state.position().isNone()) {
      empty();
      database.create();
    }
    var taken = state.position().takenBy(self, writers.last());
    var kept = database.create(Position.COLLECTION, taken.metadata());
    database.describe(kept, taken.metadata());
    writers.remember(self);
    var owned = taken.at(taken.seq());
    database.describe(kept, owned.metadata());
    state.made(kept);
    state.isAt(owned);
    return state;
  }

  private void writeDown(Known state, long seq) {
    var position = state.position().at(seq);
    state
        .collection(Position.COLLECTION)
        .ifPresent(collection -> database.describe(collection, position.metadata()));
    state.isAt(position);
  }

  private void apply(Known state, ChromaBatch batch) {
    for (var home : batch.homes()) {
      if (state.collection(home).isEmpty()) {
        state.made(database.create(home, Map.of("form", ChromaFields.FORM)));
      }
    }
    for (var tenant : batch.tenants()) {
      for (var collection : state.ofTenant(tenant)) {
        tried(collection, () -> apply(collection, batch));
      }
    }
  }

  private Collection apply(Collection collection, ChromaBatch batch) {
    var ids = batch.idsIn(collection);
    if (!ids.isEmpty()) {
      var there = database.keys(collection, ids);
      database.put(collection, batch.itemsOf(collection, there));
      database.remove(collection, batch.strayIn(collection, there.keySet()));
    }
    return collection;
  }

  /// Counts how often in a row the server failed at a collection.
  private <T> T tried(Collection collection, Supplier<T> work) {
    try {
      var result = work.get();
      failures.remove(collection.name());
      return result;
    } catch (Failure failure) {
      if (ChromaHttp.isServersFault(failure)) {
        failures.merge(collection.name(), 1, Integer::sum);
      }
      throw failure;
    }
  }

  @Override
  public long durableSeq() {
    return write(() -> {
      var state = known();
      state.told();
      return state.position().seq();
    });
  }

  /// A user's entries and those of everybody are looked for in two collections at once; those of a
  /// whole tenant in all of its collections, unless the filter names the users.
  @Override
  public List<Hit> nearest(Selection selection, Vector vector, int limit) {
    ensureOpen();
    if (vector.isNone() || limit <= 0) {
      return List.of();
    }
    if (vector.dimensions() != dimensions) {
      throw new IllegalArgumentException(
          "a vector of %d dimensions can't be searched for among those of %d"
              .formatted(vector.dimensions(), dimensions));
    }
    try {
      var search = new ChromaSearch(database, rows, selection, vector.toArray(), limit);
      return nearest(places(selection), search).stream()
          .collect(Collectors.toMap(Hit::key, hit -> hit, ChromaIndex::nearer))
          .values()
          .stream()
          .sorted(
              Comparator.comparingDouble(Hit::score)
                  .reversed()
                  .thenComparing(hit -> hit.key().id()))
          .limit(limit)
          .toList();
    } catch (Failure failure) {
      known = null;
      throw failure;
    }
  }

  private static Hit nearer(Hit one, Hit other) {
    return one.score() >= other.score() ? one : other;
  }

  /// Where something that is selected may be, and what of it the server can leave out.
  private Map<Collection, Where> places(Selection selection) {
    var state = known();
    var tenant = selection.scope().tenant();
    var places = new HashMap<Collection, Where>();
    var candidates = new ArrayList<Collection>();
    if (selection.reach() == Selection.Reach.OWN) {
      state.collection(names.tenant(tenant)).ifPresent(candidates::add);
      state.collection(names.user(tenant, selection.scope().user())).ifPresent(candidates::add);
    } else {
      Pushdown.users(selection.filter())
          .ifPresentOrElse(
              users ->
                  users.forEach(user ->
                      state.collection(names.user(tenant, user)).ifPresent(candidates::add)),
              () -> candidates.addAll(state.ofTenant(names.tenant(tenant))));
    }
    for (var candidate : candidates) {
      var where =
          candidate.name().equals(names.tenant(tenant))
              ? pushdown.ofTenant(selection)
              : pushdown.ofUser(selection);
      if (!(where instanceof Where.Nothing)) {
        places.put(candidate, where);
      }
    }
    return places;
  }

  private List<Hit> nearest(Map<Collection, Where> places, ChromaSearch search) {
    var room = new Semaphore(SEARCHES_AT_ONCE);
    var tasks = new ArrayList<Callable<List<Hit>>>();
    places.forEach((collection, where) ->
        tasks.add(() -> {
          room.acquire();
          try {
            return tried(collection, () -> search.best(collection, where));
          } finally {
            room.release();
          }
        }));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var hits = new ArrayList<Hit>();
      for (var answer : threads.invokeAll(tasks)) {
        hits.addAll(answer.get());
      }
      return hits;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : Failure.internal("A search in Chroma at %s failed".formatted(database.address()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.passing(
          "A search in Chroma at %s was interrupted".formatted(database.address()),
          e,
          Duration.ZERO);
    }
  }

  /// Counts what is there and what of it a search finds.
  @Override
  public Health check() {
    ensureOpen();
    try {
      var state = known();
      long entries = 0;
      long lost = 0;
      for (var collection : state.all()) {
        var count = tried(collection, () -> database.count(collection));
        entries += count;
        lost += count == 0 ? 0 : count - tried(collection, () -> findable(collection, count));
      }
      var detail =
          "%d collections in Chroma at %s".formatted(state.all().size(), database.address());
      return new Health(
          lost == 0,
          entries,
          state.applied(),
          lost == 0
              ? detail
              : "damaged: %d of %d vectors are not found any more; `steward memory reindex` fills it from the rows; %s"
                  .formatted(lost, entries, detail));
    } catch (Failure failure) {
      known = null;
      return new Health(false, 0, 0, failure.text());
    }
  }

  private long findable(Collection collection, long count) {
    var vector = new float[dimensions];
    vector[0] = 1;
    return database.findable(collection, vector, count);
  }

  /// Does nothing: no text is there, and what is deleted is not found.
  @Override
  public void purge() {}

  @Override
  public void clear() {
    write(() -> {
      empty();
      var state = nothing();
      state.told();
      known = state;
      return state;
    });
  }

  /// The position goes first: what is without one counts as nothing.
  private void empty() {
    var there = database.collections();
    Optional.ofNullable(there.remove(Position.COLLECTION)).ifPresent(database::delete);
    there.values().forEach(database::delete);
    failures.clear();
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException("the index in " + database.address() + " is closed");
    }
  }

  /// Writes down how far it is, if the server can be reached; if not, some changes will be applied
  /// again.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (writing.tryLock()) {
      try {
        http.hurry();
        var state = known;
        if (state != null && isOwn(state) && state.applied() > state.position().seq()) {
          writeDown(state, state.applied());
        }
      } catch (Failure failure) {
        LOG.info("How far the index of meanings is could not be written down: {}", failure.text());
      } finally {
        writing.unlock();
      }
    }
    closed = true;
    http.close();
  }
}
