package dev.steward.stores;

import dev.steward.core.memory.Edition;
import dev.steward.core.run.Codec;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The editions of an index, each with a folder of its own named by its number, and the file that
/// says which there are. Whatever else lies there is deleted: all of it may be deleted, and is then
/// made anew.
public final class EditionFolders {
  private static final Logger LOG = LoggerFactory.getLogger(EditionFolders.class);
  private static final String FILE = "editions.json";

  private final Path folder;
  private final String holds;
  private final SmallFile<State> file;
  private List<Edition> editions;

  record State(String holds, List<Edition> editions) {}

  /// The editions in a folder, which is made when some are kept.
  ///
  /// @param holds what they hold; those that hold something else don't count
  public EditionFolders(Path folder, Codec codec, String holds) {
    this.folder = folder;
    this.holds = holds;
    this.file = new SmallFile<>(folder.resolve(FILE), codec, State.class);
    this.editions =
        file.read()
            .filter(state -> state.holds().equals(holds))
            .map(State::editions)
            .orElse(List.of());
  }

  /// Those that were kept last, in their order.
  public synchronized List<Edition> editions() {
    return editions;
  }

  /// Keeps these and deletes the folders of all others.
  public synchronized void keep(List<Edition> kept) {
    if (!kept.equals(editions)) {
      file.write(new State(holds, kept));
      editions = List.copyOf(kept);
    }
    deleteOthers();
  }

  /// The folder of an edition, which may not be there yet.
  public Path of(Edition edition) {
    return folder.resolve(Long.toString(edition.number()));
  }

  private void deleteOthers() {
    var kept = new HashSet<Path>();
    kept.add(folder.resolve(FILE));
    editions.forEach(edition -> kept.add(of(edition)));
    try (var all = Files.list(folder)) {
      for (var path : all.filter(path -> !kept.contains(path)).toList()) {
        delete(path);
      }
    } catch (IOException e) {
      LOG.warn("An old index in {} could not be deleted yet: {}", folder, e.toString());
    }
  }

  private static void delete(Path path) throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
