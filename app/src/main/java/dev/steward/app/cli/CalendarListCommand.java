package dev.steward.app.cli;

import dev.steward.core.calendar.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Show what is in the calendar.",
    footer = {
      "",
      "Examples:",
      "  steward calendar list",
      "  steward calendar list --from 2026-12-01 --to 2027-01-01 --json"
    })
final class CalendarListCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final Duration USUAL = Duration.ofDays(14);

  private final Invocation invocation;

  @Option(names = "--from", paramLabel = "DAY", description = "First day (default: today).")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "The day after the last (default: two weeks after the first).")
  private String to = "";

  @Option(names = "--json", description = "Print a list as JSON.")
  private boolean json;

  CalendarListCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    var zone = invocation.zone(settings);
    var start = start(zone);
    var end = to.isEmpty() ? start.plus(USUAL) : Times.day(to, "--to", zone);
    try (var desk = invocation.desk(settings)) {
      var events = desk.events(invocation.principal(), invocation.user(), start, end);
      if (json) {
        invocation.output().json(events);
      } else if (events.isEmpty()) {
        invocation
            .output()
            .line(
                "Nothing from %s to %s."
                    .formatted(Times.minute(start, zone), Times.minute(end, zone)));
      } else {
        show(events, zone);
      }
    }
    return Cli.OK;
  }

  private Instant start(ZoneId zone) {
    return from.isEmpty()
        ? LocalDate.ofInstant(invocation.now(), zone).atStartOfDay(zone).toInstant()
        : Times.day(from, "--from", zone);
  }

  private void show(List<Event> events, ZoneId zone) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("START", "END", "WHAT", "WITH", "ID"));
    for (var event : events) {
      rows.add(
          List.of(
              Times.minute(event.startsAt(), zone),
              CLOCK.withLocale(Locale.ROOT).format(event.endsAt().atZone(zone)),
              event.title(),
              String.join(", ", event.attendees()),
              event.id()));
    }
    invocation.output().table(rows);
  }
}
