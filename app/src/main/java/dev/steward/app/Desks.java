package dev.steward.app;

import dev.steward.Steward;
import dev.steward.app.cli.DeskOpener;
import dev.steward.app.settings.Settings;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.stores.embedded.FolderLock;
import dev.steward.stores.embedded.FolderLock.Holder;
import dev.steward.web.RemoteDesk;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Opens desks: the server's when one holds the folder, else one in this process. Another command
/// that holds the folder is done in a moment, and is waited for.
final class Desks implements DeskOpener {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_MILLIS = 50;

  private final Assembly assembly;

  Desks(Assembly assembly) {
    this.assembly = assembly.withBatchesCarriedOn(false);
  }

  @Override
  public Desk open(Path data, Settings settings) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var server = server(data);
      if (server.isPresent()) {
        return new RemoteDesk(server.get(), key(settings), Principal.owner(Steward.TENANT));
      }
      try {
        return assembly.open(data, settings);
      } catch (Failure failure) {
        if (!isHeld(data) || System.nanoTime() > end) {
          throw failure;
        }
        pause();
      }
    }
  }

  /// The address of the server that holds the folder. A server that was killed may still stand in
  /// the lock file: then nobody is listening.
  private static Optional<URI> server(Path data) {
    return FolderLock.holder(data)
        .map(Holder::url)
        .filter(url -> !url.isEmpty())
        .map(URI::create)
        .filter(Reachable::answers);
  }

  private static boolean isHeld(Path data) {
    return FolderLock.holder(data)
        .flatMap(holder -> ProcessHandle.of(holder.pid()))
        .filter(ProcessHandle::isAlive)
        .isPresent();
  }

  /// The key of a server that asks for one: the first that speaks for everybody.
  private String key(Settings settings) {
    return settings.server().apiKeys().stream()
        .filter(key -> key.users().isEmpty())
        .map(key -> assembly.environment().getOrDefault(key.keyEnv(), ""))
        .filter(key -> !key.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for the data folder was interrupted", e);
    }
  }
}
