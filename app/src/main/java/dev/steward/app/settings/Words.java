package dev.steward.app.settings;

import dev.steward.core.when.DayWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Words of the file that stand for times, places and names.
final class Words {
  static final String NAME = "a name of letters, digits, '-', '_' and '.'";

  private static final Pattern NAME_PATTERN =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}");
  private static final Pattern WINDOW =
      Pattern.compile("(\\d{1,2}:\\d{2})\\s*[-–]\\s*(\\d{1,2}:\\d{2})");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

  private Words() {}

  static boolean isName(String text) {
    return NAME_PATTERN.matcher(text).matches();
  }

  static Optional<ZoneId> zone(String text) {
    return ZoneId.getAvailableZoneIds().contains(text)
        ? Optional.of(ZoneId.of(text))
        : Optional.empty();
  }

  static Optional<DayWindow> window(String text) {
    var matcher = WINDOW.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      var from = LocalTime.parse(matcher.group(1), CLOCK);
      var to = LocalTime.parse(matcher.group(2), CLOCK);
      return from.isBefore(to) ? Optional.of(new DayWindow(from, to)) : Optional.empty();
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  static List<String> days() {
    return Arrays.stream(DayOfWeek.values())
        .map(day -> day.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
