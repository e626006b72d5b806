package dev.steward.app;

import dev.steward.app.cli.Cli;
import dev.steward.app.cli.Doctor.Check;
import dev.steward.app.cli.Surroundings;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import java.nio.file.Path;

/// Starts Steward from the command line.
public final class Main {
  private Main() {}

  /// Does what `arguments` say and ends the process with its exit code.
  public static void main(String[] arguments) {
    var cli =
        new Cli(
            Surroundings.ofProcess(),
            Principal.owner("default"),
            (data, settings) -> {
              throw withoutStores(data);
            },
            (data, settings) -> {
              throw withoutStores(data);
            },
            (data, settings, findings) ->
                findings.accept(
                    Check.problem(
                        "stores", withoutStores(data).text(), "build the whole product")));
    System.exit(cli.run(arguments));
  }

  private static Failure withoutStores(Path data) {
    return Failure.internal("This build has no stores to open %s with".formatted(data), null);
  }
}
