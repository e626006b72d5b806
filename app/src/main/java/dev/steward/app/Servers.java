package dev.steward.app;

import dev.steward.Steward;
import dev.steward.app.cli.ServerOpener;
import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import dev.steward.web.StewardServer;
import dev.steward.web.StewardServer.ApiKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Starts servers on a data folder, and tells in its lock file where they listen.
final class Servers implements ServerOpener {
  private final Assembly assembly;

  Servers(Assembly assembly) {
    this.assembly = assembly;
  }

  @Override
  public Running open(Path data, Settings settings) {
    var steward = assembly.open(data, settings);
    try {
      var server = new StewardServer(steward, options(settings), assembly.clock());
      steward.announce(server.uri());
      return new Serving(steward, server);
    } catch (RuntimeException e) {
      steward.close();
      throw e;
    }
  }

  private StewardServer.Options options(Settings settings) {
    var server = settings.server();
    return StewardServer.Options.DEFAULTS
        .withAddress(server.bind())
        .withPort(server.port())
        .withTenant(Steward.TENANT)
        .withKeys(server.apiKeys().stream().map(this::key).toList())
        .withVersion(
            Objects.requireNonNullElse(
                Servers.class.getPackage().getImplementationVersion(), "in development"));
  }

  private ApiKey key(Settings.ApiKey key) {
    var value = assembly.environment().getOrDefault(key.keyEnv(), "");
    if (value.isEmpty()) {
      throw Failure.user(
          "The server was not started: %s, which holds the API key '%s', is not set; set it, or take the key out of steward.yaml"
              .formatted(key.keyEnv(), key.name()));
    }
    return new ApiKey(key.name(), value, List.copyOf(key.users()));
  }

  private record Serving(Steward steward, StewardServer server) implements Running {
    @Override
    public URI address() {
      return server.uri();
    }

    @Override
    public void close() {
      server.close();
      steward.close();
    }
  }
}
