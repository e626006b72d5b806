package dev.steward.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;

/// What lies in folders.
final class Folders {
  private Folders() {}

  /// Bytes of the files that are meant, in all folders below.
  static long bytes(Path folder, Predicate<Path> meant) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(meant).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// Deletes a folder with all that is in it.
  static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
