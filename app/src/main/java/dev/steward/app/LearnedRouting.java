package dev.steward.app;

import dev.steward.app.routing.RouterExamples;
import dev.steward.app.routing.ShippedEncoding;
import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import dev.steward.core.routing.KeptRouteLog;
import dev.steward.core.routing.Lessons;
import dev.steward.core.routing.RouteLog;
import dev.steward.core.routing.learned.Encoding;
import dev.steward.core.run.Codec;
import dev.steward.models.onnx.OnnxModel;
import dev.steward.stores.Folders;
import dev.steward.stores.embedded.EmbeddedStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the router learns from and keeps. Nothing of it is loaded before a task needs it.
final class LearnedRouting implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int KEPT = 3;

  private final Function<OnnxModel, ShippedEncoding.Loaded> embedders;
  private final Lessons lessons;
  private final RouteLog log;
  private @Nullable ShippedEncoding encoding;
  private boolean closed;

  /// @param embedders loads an embedder, or hands over one that is loaded
  LearnedRouting(
      Function<OnnxModel, ShippedEncoding.Loaded> embedders,
      Settings settings,
      Path folder,
      EmbeddedStores stores,
      Codec codec,
      Clock clock,
      Supplier<String> ids) {
    this.embedders = embedders;
    this.log = new KeptRouteLog(stores.documents(), codec);
    this.lessons =
        new Lessons(
            this::encoding,
            () -> RouterExamples.of(settings),
            RouterExamples.options(settings),
            log,
            new Folder(folder.resolve("routes")),
            clock,
            ids,
            PATIENCE);
  }

  Lessons lessons() {
    return lessons;
  }

  RouteLog log() {
    return log;
  }

  private synchronized Encoding encoding() {
    if (closed) {
      throw Failure.internal("The router is closed", null);
    }
    if (encoding == null) {
      encoding = new ShippedEncoding(embedders);
    }
    return encoding.encoding();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (encoding != null) {
      encoding.close();
    }
  }

  /// A folder of classifiers, of which the newest are kept.
  private record Folder(Path path) implements Lessons.Shelf {
    @Override
    public Optional<byte[]> read(String name) {
      try {
        return Optional.of(Files.readAllBytes(path.resolve(name)));
      } catch (NoSuchFileException _) {
        return Optional.empty();
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
            files.sorted(Comparator.comparingLong(Folder::changed).reversed()).skip(KEPT).toList();
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
}
