package dev.steward.app.cli;

import dev.steward.app.settings.SettingsFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "check",
    description = "Read steward.yaml and report every mistake with its line and column.",
    footer = {"", "Ends with 1 if there is one."})
final class ConfigCheckCommand implements Callable<Integer> {
  private final Invocation invocation;

  ConfigCheckCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    invocation
        .output()
        .line(
            "%s is right: %d agents, %d models, %d task kinds, %d policies."
                .formatted(
                    invocation.data().resolve(SettingsFile.NAME),
                    settings.team().agents().size(),
                    settings.models().size(),
                    settings.kinds().size(),
                    settings.organisation().policies().size()));
    return Cli.OK;
  }
}
