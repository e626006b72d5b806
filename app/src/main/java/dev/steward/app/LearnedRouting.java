package dev.steward.app;

import dev.steward.app.routing.ClassifierFolder;
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
import dev.steward.stores.embedded.EmbeddedStores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
            new ClassifierFolder(folder.resolve("routes"), KEPT),
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
}
