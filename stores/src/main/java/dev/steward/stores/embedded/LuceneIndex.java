package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.model.Vector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.store.Directory;

/// An index in a folder: Lucene, behind a tail in memory of the latest changes. A change is taken
/// into the tail, where searches find it at once, and moved to Lucene some seconds later, many
/// together.
///
/// What can't be read when it is opened is deleted and starts empty. What can't be written stays in
/// the tail and is tried again. [#check] tells of both. A vector that can't be compared (of other
/// dimensions, or of no direction) is left out; its entry is found by words.
public final class LuceneIndex implements VectorIndex, WordIndex {
  private static final Duration LONGEST_WAIT_FOR_ROOM = Duration.ofSeconds(30);

  /// Some 160,000 vectors of 384 dimensions.
  private static final long MOST_VECTOR_BYTES = 64L << 20;

  private final Path folder;
  private final int dimensions;
  private final Options options;
  private final EnglishWords words;
  private final IndexFiles files;
  private final DiskThread disk;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition roomier = lock.newCondition();
  private final HotTail tail = new HotTail();
  private final SegmentData.Store data = new SegmentData.Store(MOST_VECTOR_BYTES);
  private final LatestSelection latest = new LatestSelection();
  private IndexReader reader;
  private long applied;
  private long durable;
  private String trouble = "";
  private boolean moveIsDue;
  private boolean moveIsUrgent;
  private boolean closed;

  /// How changes are moved to Lucene.
  ///
  /// @param linger how long a change stays in the tail, so that more can come along
  /// @param batch how many changes in the tail are moved without waiting longer
  /// @param mostInTail how many changes in the tail make the writer of the next one wait
  /// @param retry how long after a failed write it is tried again
  /// @param worthClosingWith how many changes must be in the tail for closing to move them: to
  ///   apply a few again at the next opening takes less time than to write them
  /// @param longestScan if looking at all selected vectors takes longer, graphs are followed
  ///   instead where there are any
  /// @param smallestGraph a segment of fewer vectors has no graph
  record Options(
      Duration linger,
      int batch,
      int mostInTail,
      Duration retry,
      int worthClosingWith,
      Duration longestScan,
      int smallestGraph) {
    static final Options DEFAULTS =
        new Options(
            Duration.ofSeconds(2),
            2_000,
            8_000,
            Duration.ofSeconds(5),
            256,
            Duration.ofMillis(2),
            20_000);
  }

  /// Opens the index in `folder`, which is made if there is none.
  ///
  /// @param embedder whose vectors it takes; an index of another one's starts empty
  /// @throws Failure INTERNAL if the folder can't be written to or another process has it open
  public static LuceneIndex open(Path folder, int dimensions, String embedder) {
    return new LuceneIndex(
        folder, dimensions, embedder, Options.DEFAULTS, UnaryOperator.identity());
  }

  /// Opens the index in `folder`, which is made if there is none, for words alone: vectors are
  /// elsewhere.
  ///
  /// @throws Failure INTERNAL if the folder can't be written to or another process has it open
  public static WordIndex openForWords(Path folder) {
    return open(folder, 0, "none");
  }

  /// @param disk how to get at the folder
  LuceneIndex(
      Path folder,
      int dimensions,
      String embedder,
      Options options,
      UnaryOperator<Directory> disk) {
    this.folder = folder;
    this.dimensions = dimensions;
    this.options = options;
    this.words = new EnglishWords();
    var identity =
        Map.of(
            "form",
            EntryFields.FORM,
            "embedder",
            embedder,
            "dimensions",
            Integer.toString(dimensions));
    this.files =
        IndexFiles.open(folder, disk, words, new GraphCodec(options.smallestGraph()), identity);
    this.disk = new DiskThread(folder);
    this.reader = files.reader();
    this.reader.incRef();
    this.durable = files.seq();
    this.applied = durable;
    this.disk.run(this::prepare);
  }

  /// What searches ask often is read ahead; until then, or if it fails, they read it themselves.
  private void prepare() {
    try {
      data.prepare(files.reader());
    } catch (IOException | RuntimeException e) {
      files.suspect();
    }
  }

  /// Waits while the tail is full, unless Lucene can't be written to: then memory has to do.
  @Override
  public void apply(List<Change> changes) {
    var entries =
        changes.stream().map(change -> TailEntry.of(change, comparable(change), words)).toList();
    lock.lock();
    try {
      ensureOpen();
      for (var entry : entries) {
        if (entry.seq() > applied) {
          tail.add(entry, documents(entry.key()));
          applied = entry.seq();
        }
      }
      moveSoon();
      awaitRoom();
    } finally {
      lock.unlock();
    }
  }

  /// The documents of an entry in Lucene.
  private int[] documents(String key) {
    try {
      return EntryFields.documents(reader, key);
    } catch (IOException e) {
      disk.run(files::suspect);
      throw unreadable(e);
    }
  }

  private Vector comparable(Change change) {
    return switch (change) {
      case Change.Put(var _, var _, var _, var _, var vector)
          when vector.dimensions() == dimensions && hasDirection(vector) ->
          vector;
      case Change.Put _, Change.Gone _ -> Vector.NONE;
    };
  }

  private static boolean hasDirection(Vector vector) {
    var length = vector.dot(vector);
    return Double.isFinite(length) && length > 0;
  }

  private void moveSoon() {
    if (tail.size() >= options.batch()) {
      if (!moveIsUrgent) {
        moveIsUrgent = true;
        disk.run(this::move);
      }
    } else if (tail.size() > 0 && !moveIsDue) {
      moveIsDue = true;
      disk.runAfter(options.linger(), this::move);
    }
  }

  private void awaitRoom() {
    try {
      long left = LONGEST_WAIT_FOR_ROOM.toNanos();
      while (tail.size() > options.mostInTail() && trouble.isEmpty() && !closed && left > 0) {
        left = roomier.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Moves the tail to Lucene, on the disk's thread. Changes that come meanwhile stay in the tail.
  private void move() {
    List<TailEntry> moving;
    long upTo;
    lock.lock();
    try {
      moveIsDue = false;
      moveIsUrgent = false;
      moving = tail.entries();
      upTo = applied;
    } finally {
      lock.unlock();
    }
    if (moving.isEmpty()) {
      return;
    }
    try {
      files.commit(moving, upTo);
      data.prepare(files.reader());
    } catch (IOException | RuntimeException e) {
      tryAgainLater(e);
      return;
    }
    lock.lock();
    try {
      tail.removeUpTo(upTo);
      showFiles();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void purge() {
    ensureOpen();
    disk.call(() -> {
      move();
      files.purge();
      data.prepare(files.reader());
      lock.lock();
      try {
        if (!trouble.isEmpty()) {
          throw new IOException(trouble);
        }
        showFiles();
      } finally {
        lock.unlock();
      }
      return this;
    });
  }

  private void tryAgainLater(Exception cause) {
    lock.lock();
    try {
      trouble =
          "could not be written (%s): changes are kept in memory and it is tried again; free space on the disk of %s"
              .formatted(cause, folder);
      roomier.signalAll();
      if (!closed) {
        moveIsDue = true;
        disk.runAfter(options.retry(), this::move);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Makes searches see the files as they are now.
  private void showFiles() {
    var before = reader;
    reader = files.reader();
    reader.incRef();
    durable = files.seq();
    trouble = "";
    tail.entries().forEach(entry -> tail.add(entry, documents(entry.key())));
    roomier.signalAll();
    IndexView.release(before);
  }

  @Override
  public long durableSeq() {
    lock.lock();
    try {
      return durable;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Hit> nearest(Selection selection, Vector vector, int limit) {
    if (vector.isNone()) {
      return List.of();
    }
    if (vector.dimensions() != dimensions) {
      throw new IllegalArgumentException(
          "a vector of %d dimensions can't be searched for among those of %d"
              .formatted(vector.dimensions(), dimensions));
    }
    return search(view -> new NearestSearch(view, selection, vector, options).best(limit));
  }

  @Override
  public List<Hit> matching(Selection selection, String text, int limit) {
    return search(view -> new MatchingSearch(view, selection, words, text).best(limit));
  }

  private interface Search {
    List<Hit> in(IndexView view) throws IOException;
  }

  private List<Hit> search(Search search) {
    var view = view();
    try (view) {
      return search.in(view);
    } catch (IOException | RuntimeException e) {
      disk.run(files::suspect);
      throw unreadable(e);
    }
  }

  private Failure unreadable(Exception e) {
    return Failure.internal(
        "The index in %s could not be read: %s; start again: it is then rebuilt from the rows"
            .formatted(folder, e),
        e);
  }

  private IndexView view() {
    lock.lock();
    try {
      ensureOpen();
      reader.incRef();
      return new IndexView(reader, tail.snapshot(), data, latest);
    } finally {
      lock.unlock();
    }
  }

  /// Reads every file and compares its checksum.
  @Override
  public Health check() {
    ensureOpen();
    return disk.call(() -> {
      var found = "";
      try {
        files.verify();
      } catch (IOException | RuntimeException e) {
        files.suspect();
        found = "damaged (%s): start again, and it is rebuilt from the rows".formatted(e);
      }
      try (var view = view()) {
        return health(view, found);
      }
    });
  }

  private Health health(IndexView view, String damage) throws IOException {
    lock.lock();
    try {
      var detail =
          "%s when it was opened; on disk up to change %d, %d later ones in memory"
              .formatted(files.opening(), durable, tail.size());
      var complaints = List.of(damage, trouble).stream().filter(c -> !c.isEmpty()).toList();
      return new Health(
          complaints.isEmpty(),
          view.entries(),
          applied,
          complaints.isEmpty() ? detail : String.join("; ", complaints) + "; " + detail);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void clear() {
    ensureOpen();
    disk.call(() -> {
      files.empty();
      lock.lock();
      try {
        tail.clear();
        applied = 0;
        showFiles();
      } finally {
        lock.unlock();
      }
      return this;
    });
  }

  private void ensureOpen() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the index in " + folder + " is closed");
      }
    } finally {
      lock.unlock();
    }
  }

  /// Moves what is in the tail to Lucene first, if it is much. What stays there has to be applied
  /// again after opening.
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      roomier.signalAll();
      if (tail.size() >= options.worthClosingWith()) {
        disk.run(this::move);
      }
    } finally {
      lock.unlock();
    }
    disk.run(this::closeFiles);
    disk.close();
  }

  private void closeFiles() {
    lock.lock();
    try {
      IndexView.release(reader);
    } finally {
      lock.unlock();
    }
    files.close();
  }
}
