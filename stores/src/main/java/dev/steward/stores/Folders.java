package dev.steward.stores;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Folders as they must be for what is in them to outlive a power cut.
public final class Folders {
  private Folders() {}

  /// Makes durable which names are in a folder, and which no longer. Where a folder can't be opened
  /// it need not be.
  public static void sync(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
