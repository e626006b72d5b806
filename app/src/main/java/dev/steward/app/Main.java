package dev.steward.app;

import dev.steward.Steward;
import dev.steward.app.cli.Cli;
import dev.steward.app.cli.Surroundings;
import dev.steward.app.routing.Trial;
import dev.steward.core.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/// Starts Steward from the command line.
public final class Main {
  private Main() {}

  /// Does what `arguments` say and ends the process with its exit code.
  public static void main(String[] arguments) {
    logWarningsOnly();
    var assembly = Assembly.ofProcess();
    var cli =
        new Cli(
            Surroundings.ofProcess(),
            Principal.owner(Steward.TENANT),
            new Desks(assembly),
            new Servers(assembly),
            new Examination(assembly),
            new Trial());
    System.exit(cli.run(arguments));
  }

  /// Libraries tell on standard error only what somebody has to know, each in one line.
  private static void logWarningsOnly() {
    try (var settings = Main.class.getResourceAsStream("logging.properties")) {
      if (settings != null) {
        LogManager.getLogManager().readConfiguration(settings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
