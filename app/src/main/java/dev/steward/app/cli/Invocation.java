package dev.steward.app.cli;

import dev.steward.app.settings.Settings;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.Desk;
import dev.steward.core.Principal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// One start of the command line: the options that every command has, and what they lead to.
final class Invocation {
  private final Surroundings surroundings;
  private final Output output;
  private final Principal principal;
  private final DeskOpener desks;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The data folder (default: $STEWARD_HOME, else ~/.steward).")
  private String data = "";

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Whose memory and calendar (default: the name you are logged in with).")
  private String user = "";

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where an error came from.")
  private boolean verbose;

  Invocation(Surroundings surroundings, Principal principal, DeskOpener desks) {
    this.surroundings = surroundings;
    this.output = new Output(surroundings);
    this.principal = principal;
    this.desks = desks;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Output output() {
    return output;
  }

  Principal principal() {
    return principal;
  }

  boolean isVerbose() {
    return verbose;
  }

  Instant now() {
    return surroundings.clock().instant();
  }

  /// The data folder, absolute.
  Path data() {
    var set = data.isEmpty() ? surroundings.environment("STEWARD_HOME") : data;
    var folder = set.isEmpty() ? surroundings.home().resolve(".steward") : Path.of(set);
    return folder.toAbsolutePath().normalize();
  }

  String user() {
    return user.isEmpty() ? surroundings.user() : user;
  }

  /// The user named with `--user`; empty if none was.
  String namedUser() {
    return user;
  }

  /// The settings of the data folder; says so if it had to write them first.
  Settings settings() {
    var file = data().resolve(SettingsFile.NAME);
    var isNew = !Files.exists(file);
    var settings = SettingsFile.open(data(), surroundings.clock().getZone());
    if (isNew) {
      output.note(output.style().dim("Wrote " + file + ": team, models and policies stand there."));
    }
    return settings;
  }

  /// The user's time zone.
  ZoneId zone(Settings settings) {
    return settings.zoneOf(user());
  }

  Desk desk(Settings settings) {
    return desks.open(data(), settings);
  }
}
