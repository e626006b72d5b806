package dev.steward.app.cli;

import dev.steward.app.settings.SettingsFile;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "config",
    description = "Say where settings and data are; 'config check' looks for mistakes.",
    footer = {
      "",
      "Examples:",
      "  steward config",
      "  $EDITOR ~/.steward/steward.yaml && steward config check"
    })
final class ConfigCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  ConfigCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var data = invocation.data();
    var settings = data.resolve(SettingsFile.NAME);
    var output = invocation.output();
    if (json) {
      var places = new LinkedHashMap<String, String>();
      places.put("settings", settings.toString());
      places.put("data", data.toString());
      places.put("user", invocation.user());
      output.json(places);
    } else {
      output.line("settings  " + settings);
      output.line("data      " + data);
      output.line("user      " + invocation.user());
    }
    return Cli.OK;
  }
}
