package dev.steward.core.text;

import dev.steward.core.Failure;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lengths of time as people write them: `24h`, `2d`, `90m`, `45s`, `1d12h`, or as ISO 8601 has it.
public final class Spans {
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(\\d{1,6})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,6})m)?\\s*(?:(\\d{1,6})s)?");

  private Spans() {}

  /// Reads a length of time.
  ///
  /// @param what it is of, for the message, such as `--within`
  /// @throws Failure USER if it is none
  public static Duration read(String what, String text) {
    var parts = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (parts.matches() && !text.isBlank()) {
      return Duration.ofDays(number(parts.group(1)))
          .plusHours(number(parts.group(2)))
          .plusMinutes(number(parts.group(3)))
          .plusSeconds(number(parts.group(4)));
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException _) {
      throw Failure.user(
          "%s must be a length of time such as 24h, 2d or 90m, not '%s'"
              .formatted(what, text.length() <= 40 ? text : text.substring(0, 40) + "…"));
    }
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /// A length of time in whole seconds as [#read] reads it, such as `24h` or `1h30m`.
  public static String written(Duration span) {
    var text = new StringBuilder();
    append(text, span.toHours(), 'h');
    append(text, span.toMinutesPart(), 'm');
    append(text, span.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, char unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }
}
