package dev.steward.app.cli;

import dev.steward.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = "Write the calendar as an iCalendar file (.ics).",
    footer = {
      "",
      "Examples:",
      "  steward calendar export ana.ics --user ana",
      "  steward calendar export > me.ics"
    })
final class CalendarExportCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to; left out or '-': to the standard output.")
  private String file = "-";

  CalendarExportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var ics = desk.exportCalendar(invocation.principal(), invocation.user());
      if (file.equals("-")) {
        invocation.output().piece(ics);
      } else {
        write(Path.of(file), ics);
        invocation.output().line("Wrote " + file);
      }
    }
    return Cli.OK;
  }

  private static void write(Path file, String ics) {
    try {
      Files.writeString(file, ics);
    } catch (IOException unwritable) {
      throw Failure.internal(
          "Could not write %s (%s); name another file"
              .formatted(file, unwritable.getClass().getSimpleName()),
          unwritable);
    }
  }
}
