package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The right to use a data folder, which one process has at a time. The file `steward.lock` in it
/// says who has it; the system frees it when that process ends, however it ends.
public final class FolderLock implements AutoCloseable {
  /// Folders that this process holds. A lock belongs to the process, so this can't but do so too:
  /// closing any other channel to a locked file would give up the lock on some systems, hence
  /// nothing may be opened that is in here.
  private static final ConcurrentMap<Path, FolderLock> HELD = new ConcurrentHashMap<>();

  /// Beyond what is ever written: where locks are binding, the text stays readable.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /// Who holds a folder.
  ///
  /// @param url where it can be talked to; empty if it is no server
  public record Holder(long pid, Instant since, String url) {
    @Override
    public String toString() {
      return "process %d since %s%s"
          .formatted(pid, since, url.isEmpty() ? "" : ", which serves " + url);
    }
  }

  private final Path folder;
  private final FileChannel channel;
  private Holder holder;

  private FolderLock(Path folder, FileChannel channel, Holder holder) {
    this.folder = folder;
    this.channel = channel;
    this.holder = holder;
  }

  /// Takes a folder, which is made if it is missing.
  ///
  /// @throws Failure USER if it can't be made or written, or if somebody has it, naming them
  public static FolderLock acquire(Path folder, Clock clock) {
    var real = made(folder);
    var held = HELD.get(real);
    if (held != null) {
      throw inUse(real, Optional.of(held.holder()));
    }
    var holder =
        new Holder(
            ProcessHandle.current().pid(), clock.instant().truncatedTo(ChronoUnit.SECONDS), "");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file(real),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        channel.close();
        throw inUse(real, holder(real));
      }
      var lock = new FolderLock(real, channel, holder);
      lock.write(holder);
      HELD.put(real, lock);
      return lock;
    } catch (OverlappingFileLockException e) {
      // Another thread was quicker by a hair. The channel stays open: closing it might free theirs.
      throw inUse(real, Optional.of(holder));
    } catch (IOException e) {
      closeQuietly(channel);
      throw notWritable(real, e);
    }
  }

  /// Who holds the folder, as its lock file says. A process that was killed may still stand there.
  public static Optional<Holder> holder(Path folder) {
    try {
      var real = folder.toRealPath();
      var held = HELD.get(real);
      return held == null ? read(Files.readString(file(real))) : Optional.of(held.holder());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public synchronized Holder holder() {
    return holder;
  }

  /// Tells other processes where this one can be talked to.
  public synchronized void publish(String url) {
    var published = new Holder(holder.pid(), holder.since(), url);
    try {
      write(published);
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
    holder = published;
  }

  private void write(Holder holder) throws IOException {
    var text = "pid=%d\nsince=%s\nurl=%s\n".formatted(holder.pid(), holder.since(), holder.url());
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    channel.position(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static Optional<Holder> read(String text) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(text));
    try {
      return Optional.of(
          new Holder(
              Long.parseLong(properties.getProperty("pid", "")),
              Instant.parse(properties.getProperty("since", "")),
              properties.getProperty("url", "")));
    } catch (NumberFormatException | DateTimeException e) {
      // Empty, or being written.
      return Optional.empty();
    }
  }

  private static Path made(Path folder) {
    try {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(folder);
      }
      return folder.toRealPath();
    } catch (FileAlreadyExistsException e) {
      throw Failure.user(
          "The data folder %s can't be used: %s is a file; move it away or choose another folder"
              .formatted(folder, e.getFile()));
    } catch (IOException e) {
      throw Failure.user(
          "The data folder %s can't be made (%s); make it yourself or choose another folder"
              .formatted(folder, reason(e)));
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("steward.lock");
  }

  private static Failure inUse(Path folder, Optional<Holder> holder) {
    return Failure.user(
        "The data folder %s is in use by %s; end it, or choose another folder"
            .formatted(folder, holder.map(Holder::toString).orElse("another process")));
  }

  private static Failure notWritable(Path folder, IOException e) {
    return Failure.user(
        "The data folder %s can't be written (%s); make it writable or choose another folder"
            .formatted(folder, reason(e)));
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : e.getClass().getSimpleName();
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was not locked.
    }
  }

  /// Frees the folder. Closing it again does nothing.
  @Override
  public synchronized void close() {
    try {
      if (channel.isOpen()) {
        channel.truncate(0);
        channel.close();
      }
    } catch (IOException e) {
      closeQuietly(channel);
    }
    HELD.remove(folder, this);
  }
}
