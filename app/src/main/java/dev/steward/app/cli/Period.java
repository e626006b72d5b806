package dev.steward.app.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/// The options that say which days are meant.
final class Period {
  @Option(names = "--from", paramLabel = "DAY", description = "First day (default: of this month).")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "The day after the last (default: now).")
  private String to = "";

  Instant start(Instant now, ZoneId zone) {
    return from.isEmpty()
        ? LocalDate.ofInstant(now, zone).withDayOfMonth(1).atStartOfDay(zone).toInstant()
        : Times.day(from, "--from", zone);
  }

  Instant end(Instant now, ZoneId zone) {
    return to.isEmpty() ? now.plusSeconds(1) : Times.day(to, "--to", zone);
  }
}
