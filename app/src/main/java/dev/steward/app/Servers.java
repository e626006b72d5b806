package dev.steward.app;

import dev.steward.Steward;
import dev.steward.app.cli.ServerOpener;
import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import dev.steward.core.run.Pause;
import dev.steward.web.StewardServer;
import dev.steward.web.StewardServer.ApiKey;
import dev.steward.web.mem0.Mem0;
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
    var opened = new Opened();
    try {
      var steward = opened.add(assembly.open(data, settings));
      var mem0 =
          opened.add(
              new Mem0(
                  steward.memory(),
                  steward.documents(),
                  assembly.ids(),
                  assembly.clock(),
                  Pause.SLEEPING,
                  Steward.TENANT));
      var server =
          opened.add(
              new StewardServer(
                  steward,
                  options(settings).withMetrics(steward::metrics),
                  assembly.clock(),
                  mem0.routes()));
      steward.announce(server.uri());
      return new Serving(server.uri(), opened);
    } catch (RuntimeException e) {
      opened.close();
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

  private record Serving(URI address, Opened opened) implements Running {
    @Override
    public void close() {
      opened.close();
    }
  }
}
