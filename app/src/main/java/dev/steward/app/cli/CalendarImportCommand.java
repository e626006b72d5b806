package dev.steward.app.cli;

import dev.steward.core.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description =
        "Take over the events of an iCalendar file (.ics). Doing it twice changes nothing.",
    footer = {
      "",
      "Examples:",
      "  steward calendar import meetings.ics",
      "  steward calendar import - < meetings.ics"
    })
final class CalendarImportCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "FILE", description = "Where from; '-': from the standard input.")
  private String file = "";

  CalendarImportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var ics = read();
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var changed = desk.importCalendar(invocation.principal(), invocation.user(), ics);
      invocation
          .output()
          .line(
              changed == 1
                  ? "1 event was added or changed."
                  : changed + " events were added or changed.");
    }
    return Cli.OK;
  }

  private String read() {
    try {
      return file.equals("-")
          ? new String(invocation.surroundings().in().readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (NoSuchFileException _) {
      throw Failure.user("There is no file %s; name an iCalendar file (.ics)".formatted(file));
    } catch (IOException unreadable) {
      throw Failure.user(
          "Could not read %s (%s); name an iCalendar file in UTF-8 (.ics)"
              .formatted(file, unreadable.getClass().getSimpleName()));
    }
  }
}
