package dev.steward.tools;

import dev.steward.core.Failure;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The arguments of a tool call, checked while they are read. What is unambiguous is accepted, such
/// as "30" for 30 or one string for a list of one; anything else is a USER failure that names the
/// argument. An empty string and null count as absent.
public final class Arguments {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2200;

  private final ToolCall call;

  /// The arguments of `call`, none of them other than those named.
  ///
  /// @throws Failure USER if there is another
  public Arguments(ToolCall call, Set<String> known) {
    this.call = call;
    for (var name : call.arguments().keySet()) {
      if (!known.contains(name)) {
        throw Failure.user(
            "%s has no argument '%s'; its arguments are %s"
                .formatted(
                    call.tool(),
                    shortened(name),
                    known.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }

  /// What `work` comes to; what a person or a model did wrong is a refusal.
  public static ToolResult answer(Supplier<ToolResult> work) {
    try {
      return work.get();
    } catch (Failure failure) {
      if (failure.kind() == Failure.Kind.USER) {
        return ToolResult.refused(failure.text());
      }
      throw failure;
    }
  }

  public boolean has(String name) {
    return value(name) != null;
  }

  /// A text of at most `longest` characters that is there, without spaces around it.
  public String text(String name, int longest) {
    return text(name, required(name), longest);
  }

  public String text(String name, int longest, String otherwise) {
    var value = value(name);
    return value == null ? otherwise : text(name, value, longest);
  }

  /// One of `words`, in lower case.
  public String word(String name, List<String> words, String otherwise) {
    var word = text(name, 100, otherwise).toLowerCase(Locale.ROOT);
    if (!words.contains(word)) {
      throw wrong(name, "must be one of " + String.join(", ", words));
    }
    return word;
  }

  public int whole(String name, int least, int most) {
    return whole(name, required(name), least, most);
  }

  public int whole(String name, int least, int most, int otherwise) {
    var value = value(name);
    return value == null ? otherwise : whole(name, value, least, most);
  }

  public boolean flag(String name) {
    var value = value(name);
    return switch (value == null ? "false" : value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw wrong(name, "must be true or false");
    };
  }

  /// Texts, each at most `longest` characters long; none if there is no such argument.
  public List<String> texts(String name, int most, int longest) {
    var value = value(name);
    if (value == null) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (var one : value instanceof List<?> list ? list : List.of(value)) {
      if (one == null) {
        throw wrong(name, "must be a list of texts");
      }
      if (!(one instanceof String text && text.isBlank())) {
        texts.add(text(name, one, longest));
      }
    }
    if (texts.size() > most) {
      throw wrong(name, "holds %d entries, more than %d".formatted(texts.size(), most));
    }
    return List.copyOf(texts);
  }

  public ZoneId zone(String name, ZoneId otherwise) {
    var id = text(name, 100, "");
    if (id.isEmpty()) {
      return otherwise;
    }
    try {
      return ZoneId.of(id);
    } catch (DateTimeException unknown) {
      throw wrong(name, "is no time zone; write one such as Europe/Berlin or UTC");
    }
  }

  /// A wall-clock time in `zone`, which exists there: one that the clocks skip is refused.
  public LocalDateTime time(String name, ZoneId zone) {
    var text = text(name, 40);
    if (date(text) != null) {
      throw wrong(name, "needs a time of day, as in 2026-11-30T09:00");
    }
    var time = time(name, text, zone);
    if (zone.getRules().getValidOffsets(time).isEmpty()) {
      throw wrong(name, "does not exist in %s: the clocks go forward then".formatted(zone));
    }
    return time;
  }

  /// A day, as its start, or a wall-clock time in `zone`.
  public LocalDateTime start(String name, ZoneId zone) {
    var text = text(name, 40);
    var date = date(text);
    return date == null ? time(name, text, zone) : inReach(name, date).atStartOfDay();
  }

  /// A day, as its end, or a wall-clock time in `zone`.
  public LocalDateTime end(String name, ZoneId zone) {
    var text = text(name, 40);
    var date = date(text);
    return date == null ? time(name, text, zone) : inReach(name, date).plusDays(1).atStartOfDay();
  }

  /// A day.
  public LocalDate day(String name, LocalDate otherwise) {
    var text = text(name, 40, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    var date = date(text);
    if (date == null) {
      throw wrong(name, "must be a date, as in 2026-11-30");
    }
    return inReach(name, date);
  }

  /// The failure that says what is wrong with an argument.
  public Failure wrong(String name, String problem) {
    return Failure.user(
        "%s was not called: its argument '%s' %s".formatted(call.tool(), name, problem));
  }

  private @Nullable Object value(String name) {
    var value = call.arguments().get(name);
    return value instanceof String text && text.isBlank() ? null : value;
  }

  private Object required(String name) {
    var value = value(name);
    if (value == null) {
      throw wrong(name, "is missing");
    }
    return value;
  }

  private String text(String name, Object value, int longest) {
    var text =
        switch (value) {
          case String string -> string.strip();
          case Number number -> number.toString();
          default -> throw wrong(name, "must be a text");
        };
    if (text.length() > longest) {
      throw wrong(name, "is %d characters long, more than %d".formatted(text.length(), longest));
    }
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw wrong(name, "holds control characters");
    }
    return text;
  }

  private int whole(String name, Object value, int least, int most) {
    if (!(value instanceof Number || value instanceof String)) {
      throw wrong(name, "must be a whole number");
    }
    BigDecimal number;
    try {
      var text = value.toString().strip();
      number = text.length() > 20 ? BigDecimal.valueOf(Long.MAX_VALUE) : new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      throw wrong(name, "must be a whole number");
    }
    if (number.stripTrailingZeros().scale() > 0) {
      throw wrong(name, "must be a whole number");
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw wrong(name, "must be from %d to %d".formatted(least, most));
    }
    return number.intValueExact();
  }

  private LocalDateTime time(String name, String text, ZoneId zone) {
    var iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2})[ t](?=\\d)", "$1T");
    try {
      var time =
          iso.matches(".*T.*(?:[Zz]|[+-]\\d{2}:?\\d{2})$")
              ? OffsetDateTime.parse(iso.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"))
                  .atZoneSameInstant(zone)
                  .toLocalDateTime()
              : LocalDateTime.parse(iso);
      inReach(name, time.toLocalDate());
      return time;
    } catch (DateTimeParseException malformed) {
      throw wrong(name, "is no date and time; write it as in 2026-11-30T09:00");
    }
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException noDate) {
      return null;
    }
  }

  private LocalDate inReach(String name, LocalDate date) {
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      throw wrong(name, "must lie from %d to %d".formatted(FIRST_YEAR, LAST_YEAR));
    }
    return date;
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
