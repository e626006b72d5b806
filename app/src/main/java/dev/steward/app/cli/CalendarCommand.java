package dev.steward.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "calendar",
    description = "List a user's calendar, write it to an iCalendar file, or take one over.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  steward calendar list",
      "  steward calendar export ana.ics --user ana",
      "  steward calendar import meetings.ics"
    })
final class CalendarCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say list, export or import");
  }
}
