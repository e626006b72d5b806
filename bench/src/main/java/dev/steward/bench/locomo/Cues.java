package dev.steward.bench.locomo;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a question and a turn show by their form, whatever they are about.
final class Cues {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final String MONTH = String.join("|", MONTHS);
  private static final Pattern DATE =
      Pattern.compile(
          "\\b(?:(?<before>\\d{1,2})(?:st|nd|rd|th)?(?: of)? )?(?<month>"
              + MONTH
              + ")\\b(?: (?<after>\\d{1,2})(?:st|nd|rd|th)?\\b)?(?:,? (?<year>20\\d\\d)\\b)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ASKS_WHEN =
      Pattern.compile("(when|how long|what (date|year|month|day))\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern SAYS_WHEN =
      Pattern.compile(
          "\\b(yesterday|today|tonight|tomorrow|last|next|ago|week|weekend|month|year|since|recently|just|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
              + MONTH
              + "|\\d{4})\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST_NICKNAME = 3;
  private static final float NEAR_DAYS = 14;
  private static final float NEAR = 0.5f;

  private Cues() {}

  /// The days from `from` to `to`, both included.
  record Days(LocalDate from, LocalDate to) {
    /// 1 within, from a half down to 0 in the two weeks before and after.
    float nearness(LocalDate day) {
      long away = Math.max(ChronoUnit.DAYS.between(day, from), ChronoUnit.DAYS.between(to, day));
      return away <= 0 ? 1 : Math.max(0, NEAR * (1 - away / NEAR_DAYS));
    }
  }

  /// Whether the question asks for a time.
  static boolean asksWhen(String question) {
    return ASKS_WHEN.matcher(question).lookingAt();
  }

  /// Whether the text mentions a time.
  static boolean saysWhen(String text) {
    return SAYS_WHEN.matcher(text).find();
  }

  static boolean asks(String text) {
    return text.endsWith("?");
  }

  /// The one speaker whom the question names, if only by the beginning of the name; none if it
  /// names several.
  static Optional<String> speaker(String question, Set<String> speakers) {
    var words = List.of(NO_LETTERS.split(question.toLowerCase(Locale.ROOT)));
    var named =
        speakers.stream()
            .filter(speaker -> {
              var name = speaker.toLowerCase(Locale.ROOT);
              return words.stream()
                  .anyMatch(w -> w.length() >= SHORTEST_NICKNAME && name.startsWith(w));
            })
            .toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /// The days that the question names; a month or day without a year is that of each of `years`.
  static List<Days> days(String question, Set<Integer> years) {
    var days = new ArrayList<Days>();
    var dates = DATE.matcher(question);
    while (dates.find()) {
      var day = dates.group("before") == null ? dates.group("after") : dates.group("before");
      var year = dates.group("year");
      var name = dates.group("month");
      boolean onlyAWord = day == null && year == null && name.matches("may|march");
      if (!onlyAWord) {
        int month = 1 + MONTHS.indexOf(name.toLowerCase(Locale.ROOT));
        for (int y : year == null ? years : Set.of(Integer.parseInt(year))) {
          days(y, month, day == null ? 0 : Integer.parseInt(day)).ifPresent(days::add);
        }
      }
    }
    return days;
  }

  private static Optional<Days> days(int year, int month, int day) {
    try {
      var whole = YearMonth.of(year, month);
      return Optional.of(
          day == 0
              ? new Days(whole.atDay(1), whole.atEndOfMonth())
              : new Days(whole.atDay(day), whole.atDay(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
