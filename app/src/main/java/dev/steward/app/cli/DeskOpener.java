package dev.steward.app.cli;

import dev.steward.app.settings.Settings;
import dev.steward.core.Desk;
import java.nio.file.Path;

/// Opens the desk of a data folder: in this process, or, when a server holds the folder, the
/// server's.
@FunctionalInterface
public interface DeskOpener {
  /// The desk of `data`, to be closed by the caller.
  ///
  /// @throws dev.steward.core.Failure if the folder is held by something else, can't be read or
  ///   written, is damaged or of a newer version
  Desk open(Path data, Settings settings);
}
