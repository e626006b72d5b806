package dev.steward.app.cli;

import dev.steward.app.settings.Settings;
import java.net.URI;
import java.nio.file.Path;

/// Starts the server on a data folder, which it holds until it is closed.
@FunctionalInterface
public interface ServerOpener {
  /// A server that answers already when this returns.
  ///
  /// @throws dev.steward.core.Failure if the folder is held already, the port is taken, or the
  ///   address needs an API key and there is none
  Running open(Path data, Settings settings);

  /// A running server.
  interface Running extends AutoCloseable {
    URI address();

    /// Stops it: no new requests are taken, those under way are finished or left to the next start.
    @Override
    void close();
  }
}
