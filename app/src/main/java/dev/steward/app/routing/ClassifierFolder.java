package dev.steward.app.routing;

import dev.steward.core.Failure;
import dev.steward.core.routing.ClassifierShelf;
import dev.steward.stores.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;

/// A folder of classifiers, of which the newest are kept. The one that ships need not lie in it.
///
/// @param kept how many
public record ClassifierFolder(Path path, int kept) implements ClassifierShelf {
  @Override
  public Optional<byte[]> read(String name) {
    try {
      return Optional.of(Files.readAllBytes(path.resolve(name)));
    } catch (NoSuchFileException _) {
      return ShippedClassifier.read(name);
    } catch (IOException e) {
      throw trouble("read", e);
    }
  }

  @Override
  public void write(String name, byte[] bytes) {
    try {
      Files.createDirectories(path);
      var fresh = Files.createTempFile(path, name, ".new");
      Files.write(fresh, bytes);
      Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      prune();
    } catch (IOException e) {
      throw trouble("written", e);
    }
  }

  @Override
  public void clear() {
    if (!Files.exists(path)) {
      return;
    }
    try (var files = Files.list(path)) {
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Folders.sync(path);
    } catch (IOException e) {
      throw trouble("deleted", e);
    }
  }

  private void prune() throws IOException {
    try (var files = Files.list(path)) {
      var old =
          files
              .sorted(Comparator.comparingLong(ClassifierFolder::changed).reversed())
              .skip(kept)
              .toList();
      for (var file : old) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static long changed(Path file) {
    return file.toFile().lastModified();
  }

  private Failure trouble(String what, IOException e) {
    return Failure.internal(
        "What was learned of kinds of tasks can't be %s in %s: %s; delete that folder, it is made anew"
            .formatted(what, path, e),
        e);
  }
}
