package dev.steward.stores;

import dev.steward.core.Failure;
import dev.steward.core.run.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/// A file that holds one record as JSON. It is written as a whole: after a crash there is what was
/// written last, or what was there before.
public final class SmallFile<T> {
  private final Path path;
  private final Codec codec;
  private final Class<T> type;

  public SmallFile(Path path, Codec codec, Class<T> type) {
    this.path = path;
    this.codec = codec;
    this.type = type;
  }

  /// Empty if there is none.
  ///
  /// @throws Failure INTERNAL if it can't be read
  public Optional<T> read() {
    try {
      return Optional.of(codec.decode(Files.readString(path), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | Failure e) {
      throw Failure.internal(
          "%s can't be read (%s); see to its permissions, or delete it: what it tells of is made anew"
              .formatted(path, e),
          e);
    }
  }

  /// Durable when it returns.
  ///
  /// @throws Failure INTERNAL if it can't be written
  public void write(T value) {
    var next = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (var channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        var bytes = ByteBuffer.wrap(codec.encode(value).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      Folders.sync(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw Failure.internal(
          "%s can't be written (%s); free space on its disk and see to its permissions"
              .formatted(path, e),
          e);
    }
  }
}
