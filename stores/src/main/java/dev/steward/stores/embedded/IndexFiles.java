package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// The index on disk. What it holds is of one commit, which names the last change it has; a folder
/// that was written to and not closed properly is read through before it is trusted.
///
/// Used by one thread at a time.
final class IndexFiles {
  private static final String LOCK = "steward.lock";
  private static final String UNFINISHED = "unfinished";

  /// What a commit says of itself: the last change that it holds, and segments with something in
  /// them that is to be purged.
  private static final String SEQ = "seq";

  private static final String HAUNTED = "haunted";

  /// So many keys of entries that are gone are remembered.
  private static final int MOST_GONE = 10_000;

  private final Path folder;
  private final Directory directory;
  private final Lock lock;
  private final Analyzer analyzer;
  private final Codec codec;
  private final Map<String, String> identity;

  private final DoomedSegments segments = new DoomedSegments();
  private final QuietMerges merges = new QuietMerges();

  /// The keys of entries that are gone, and the segments that they were found in when they went:
  /// their documents may still be in files.
  private final Set<String> gone = new HashSet<>();

  private final Set<String> haunted = new HashSet<>();

  private @Nullable IndexWriter writer;
  private IndexReader reader;
  private long seq;
  private String opening;
  private boolean suspect;

  private IndexFiles(
      Path folder,
      Directory directory,
      Lock lock,
      Analyzer analyzer,
      Codec codec,
      Map<String, String> identity)
      throws IOException {
    this.folder = folder;
    this.directory = directory;
    this.lock = lock;
    this.analyzer = analyzer;
    this.codec = codec;
    this.identity = identity;
    this.reader = new MultiReader();
    this.opening = load();
  }

  /// Opens the index in `folder`, emptied if it is damaged or of another identity.
  ///
  /// @param codec how segments are written
  /// @param identity what must be the same for an index to be of use
  /// @throws Failure INTERNAL if the folder can't be used or is in use
  static IndexFiles open(
      Path folder,
      UnaryOperator<Directory> disk,
      Analyzer analyzer,
      Codec codec,
      Map<String, String> identity) {
    try {
      Files.createDirectories(folder);
      var directory = disk.apply(FSDirectory.open(folder));
      var lock = directory.obtainLock(LOCK);
      return new IndexFiles(folder, directory, lock, analyzer, codec, identity);
    } catch (LockObtainFailedException e) {
      throw Failure.internal(
          "The index in %s is in use by another process; stop that one first".formatted(folder), e);
    } catch (IOException e) {
      throw Failure.internal(
          "The index in %s could not be opened: %s; make sure the folder can be written to"
              .formatted(folder, e),
          e);
    }
  }

  /// Says what was found.
  private String load() throws IOException {
    try {
      if (SegmentInfos.getLastCommitGeneration(directory) < 0) {
        empty();
        return "new";
      }
      if (Files.exists(folder.resolve(UNFINISHED))) {
        verify();
      }
      var latest = DirectoryReader.open(directory);
      reader = latest;
      var data = latest.getIndexCommit().getUserData();
      if (!data.entrySet().containsAll(identity.entrySet())) {
        empty();
        return "started empty, as it was of another embedder or version";
      }
      seq = Long.parseLong(data.getOrDefault(SEQ, ""));
      haunted.addAll(List.of(data.getOrDefault(HAUNTED, "").split(",")));
      haunted.remove("");
      return "found";
    } catch (IOException | RuntimeException e) {
      empty();
      return "started empty, as it was damaged (%s)".formatted(e.getMessage());
    }
  }

  /// Reads every file of the last commit and compares its checksum.
  void verify() throws IOException {
    var commit = SegmentInfos.getLastCommitSegmentsFileName(directory);
    if (commit == null) {
      return;
    }
    verify(commit);
    for (var file : SegmentInfos.readCommit(directory, commit).files(false)) {
      verify(file);
    }
  }

  private void verify(String file) throws IOException {
    try (var in = directory.openInput(file, IOContext.READONCE)) {
      CodecUtil.checksumEntireFile(in);
    }
  }

  /// The reader of the last commit. It stays usable for whoever holds a reference of their own.
  IndexReader reader() {
    return reader;
  }

  /// The last change that the last commit holds.
  long seq() {
    return seq;
  }

  String opening() {
    return opening;
  }

  /// Puts these entries in place of what is there about their keys, durably, all or none; the last
  /// change is then `upTo`.
  void commit(Collection<TailEntry> entries, long upTo) throws IOException {
    try {
      var open = writer();
      var going = new HashSet<String>();
      for (var entry : entries) {
        var term = EntryFields.keyTerm(entry.key());
        switch (entry) {
          case TailEntry.Present present ->
              open.updateDocument(term, EntryFields.document(present));
          case TailEntry.Absent _ -> {
            going.add(entry.key());
            open.deleteDocuments(term);
          }
        }
      }
      gone.addAll(going);
      noteHaunted(going);
      open.setLiveCommitData(userData(upTo).entrySet());
      open.commit();
      refresh();
      seq = upTo;
      suspect = false;
    } catch (IOException | RuntimeException e) {
      suspect = true;
      closeWriter();
      throw e;
    }
  }

  private void noteHaunted(Set<String> keys) throws IOException {
    haunted.addAll(DoomedSegments.holding(reader, keys));
    if (gone.size() > MOST_GONE) {
      gone.clear();
      haunted.add(DoomedSegments.EVERY);
    }
  }

  /// Writes segments anew that hold something of an entry that is gone.
  void purge() throws IOException {
    if (gone.isEmpty() && haunted.isEmpty()) {
      return;
    }
    try {
      var open = writer();
      // A merge that began before an entry went takes it along.
      merges.sync();
      open.commit();
      refresh();
      noteHaunted(gone);
      segments.doom(haunted);
      open.forceMergeDeletes();
      merges.sync();
      gone.clear();
      haunted.clear();
      open.setLiveCommitData(userData(seq).entrySet());
      open.commit();
      refresh();
    } catch (IOException | RuntimeException e) {
      suspect = true;
      closeWriter();
      throw e;
    }
  }

  private Map<String, String> userData(long upTo) {
    var data = new HashMap<>(identity);
    data.put(SEQ, Long.toString(upTo));
    data.put(HAUNTED, String.join(",", haunted));
    return data;
  }

  private IndexWriter writer() throws IOException {
    var open = writer;
    if (open == null) {
      markUnfinished();
      var config =
          new IndexWriterConfig(analyzer)
              .setCodec(codec)
              .setMergePolicy(segments)
              .setMergeScheduler(merges)
              .setCommitOnClose(false);
      open = new IndexWriter(directory, config);
      writer = open;
    }
    return open;
  }

  /// Before the first byte is written, so that a crash can't leave the mark out.
  private void markUnfinished() throws IOException {
    var mark = folder.resolve(UNFINISHED);
    if (!Files.exists(mark)) {
      Files.createFile(mark);
      IOUtils.fsync(folder, true);
    }
  }

  private void refresh() throws IOException {
    var before = reader;
    var after =
        before instanceof DirectoryReader committed
            ? DirectoryReader.openIfChanged(committed)
            : DirectoryReader.open(directory);
    if (after != null) {
      reader = after;
      before.decRef();
    }
  }

  /// Notes that what is on disk can't be trusted: it is read through when it is opened next.
  void suspect() {
    suspect = true;
    try {
      markUnfinished();
    } catch (IOException e) {
      opening = opening + "; could not be marked as damaged (%s)".formatted(e.getMessage());
    }
  }

  /// Deletes what is on disk, the commit first.
  void empty() throws IOException {
    closeWriter();
    var before = reader;
    reader = new MultiReader();
    before.decRef();
    seq = 0;
    suspect = false;
    gone.clear();
    haunted.clear();
    for (var file : directory.listAll()) {
      if (file.startsWith(IndexFileNames.SEGMENTS)) {
        directory.deleteFile(file);
      }
    }
    for (var file : directory.listAll()) {
      if (isOurs(file)) {
        directory.deleteFile(file);
      }
    }
    IOUtils.fsync(folder, true);
  }

  private static boolean isOurs(String file) {
    return IndexFileNames.CODEC_FILE_PATTERN.matcher(file).matches()
        || file.startsWith(IndexFileNames.PENDING_SEGMENTS);
  }

  /// Drops the writer and what it has not committed.
  private void closeWriter() {
    var open = writer;
    writer = null;
    if (open != null) {
      IOUtils.closeWhileHandlingException(open::rollback);
    }
  }

  /// If that fails, the files are read through when they are opened next.
  void close() {
    closeWriter();
    try {
      reader.decRef();
      if (!suspect) {
        Files.deleteIfExists(folder.resolve(UNFINISHED));
      }
    } catch (IOException e) {
      suspect = true;
    } finally {
      IOUtils.closeWhileHandlingException(lock, directory);
    }
  }

  /// Merges on one thread. A merge that fails takes the writer down, which the next commit reports.
  private static final class QuietMerges extends ConcurrentMergeScheduler {
    private QuietMerges() {
      setMaxMergesAndThreads(6, 1);
    }

    @Override
    protected void handleMergeException(Throwable e) {}
  }
}
