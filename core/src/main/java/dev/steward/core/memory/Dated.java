package dev.steward.core.memory;

import dev.steward.core.text.Spelling;
import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import dev.steward.core.when.WhenReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with the days in it that are counted from when it was said, such as `tomorrow`, named in
/// full, so that it can be read at any time.
///
/// @param starts from when on it holds, if it says so: none, or one
record Dated(String text, List<Instant> starts) {
  private static final String WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
  private static final String COUNTED =
      "today|tonight|tomorrow|yesterday|(?:next|last|this|coming) (?:"
          + WEEKDAY
          + "|week|weekend|month|year|quarter)|in (?:\\d{1,3}|an?|two|three|four|five|six|seven|ten)"
          + " (?:days?|weeks?|months?|years?)|(?:\\d{1,3}|an?|two|three|four|five|six|seven|ten)"
          + " (?:days?|weeks?|months?|years?) ago|(?:by|until|before) (?:next )?"
          + WEEKDAY;
  private static final Pattern RELATIVE =
      Pattern.compile("\\b(?:" + COUNTED + ")\\b(?!['’]s|s\\b)", Pattern.CASE_INSENSITIVE);
  private static final Pattern START =
      Pattern.compile(
          "\\b(?:from|starting(?: from| on)?|beginning(?: on)?|effective(?: from| on)?|as (?:of|from)"
              + "|since)\\s+(?<day>(?:"
              + COUNTED
              + "|(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]+(?:,? \\d{4})?"
              + "|[A-Z][a-z]+ \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{4}-\\d{2}-\\d{2}"
              + "|(?i:"
              + WEEKDAY
              + ")))\\b(?! (?:to|until|till|through)\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final Spelling EXACT = new Spelling(Set.of(), Set.of(), Set.of());

  Dated {
    starts = List.copyOf(starts);
  }

  static Dated of(String text, ZonedDateTime said) {
    var named =
        RELATIVE
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(named(found.group(), said)));
    var start = START.matcher(text);
    return new Dated(named, start.find() ? day(start.group("day"), said) : List.of());
  }

  Optional<Instant> validFrom() {
    return starts.stream().findFirst();
  }

  private static String named(String phrase, ZonedDateTime said) {
    return period(phrase, said).map(period -> phrase + " (" + spoken(period) + ")").orElse(phrase);
  }

  private static String spoken(Reading.Period period) {
    var first = period.from().toLocalDate();
    var last = period.to().minusNanos(1).toLocalDate();
    return first.equals(last) || last.isBefore(first)
        ? DAY.format(first)
        : DAY.format(first) + " to " + DAY.format(last);
  }

  private static List<Instant> day(String phrase, ZonedDateTime said) {
    return period(phrase, said)
        .map(period -> period.from().toLocalDate())
        .map(day -> instant(day, said))
        .stream()
        .toList();
  }

  private static Instant instant(LocalDate day, ZonedDateTime said) {
    return day.equals(said.toLocalDate())
        ? said.toInstant()
        : day.atStartOfDay(said.getZone()).toInstant();
  }

  private static Optional<Reading.Period> period(String phrase, ZonedDateTime said) {
    var words = Words.of(phrase, EXACT);
    var past = phrase.matches("(?i).*\\b(?:ago|last|yesterday)\\b.*");
    return WhenReader.read(words, word -> true, said).period(past);
  }
}
