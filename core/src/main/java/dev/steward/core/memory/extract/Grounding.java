package dev.steward.core.memory.extract;

import dev.steward.core.memory.Message;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a fact is borne out by the messages that it cites: its numbers and names must stand in
/// them (or be the day that one of their words means), and most of its other words too.
final class Grounding {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’-][\\p{L}\\p{M}]+)*");
  private static final Pattern BEGIN = Pattern.compile("(?:^|[.!?:;]\\s+)[\"“'(]?$");
  private static final Set<String> CALENDAR =
      Set.of(
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
          "december",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday");
  private static final Map<String, String> NUMERALS =
      Map.ofEntries(
          Map.entry("1", "one"),
          Map.entry("2", "two"),
          Map.entry("3", "three"),
          Map.entry("4", "four"),
          Map.entry("5", "five"),
          Map.entry("6", "six"),
          Map.entry("7", "seven"),
          Map.entry("8", "eight"),
          Map.entry("9", "nine"),
          Map.entry("10", "ten"),
          Map.entry("11", "eleven"),
          Map.entry("12", "twelve"),
          Map.entry("20", "twenty"),
          Map.entry("30", "thirty"),
          Map.entry("50", "fifty"),
          Map.entry("100", "hundred"));

  /// How much of what is no name and no number may be in the model's own words.
  private static final double LEAST_SHARED = 0.34;

  private final String said;
  private final Set<String> words = new HashSet<>();
  private final Set<String> stems = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final Set<String> days = new HashSet<>();
  private final boolean isCounted;

  /// What these messages bear out; `also` are names that may stand for `I` and `he`.
  Grounding(List<Message> cited, ZoneId zone, List<String> also) {
    var all = new StringBuilder();
    for (var message : cited) {
      all.append(message.text()).append('\n').append(message.speaker()).append('\n');
      var day = message.at().atZone(zone).toLocalDate();
      for (int i = -400; i <= 400; i++) {
        days.addAll(parts(day.plusDays(i)));
      }
    }
    also.forEach(name -> all.append(name).append('\n'));
    this.said = lower(all.toString());
    WORD.matcher(said)
        .results()
        .forEach(found -> {
          words.add(found.group());
          stems.add(stem(found.group()));
          for (var part : found.group().split("['’-]", -1)) {
            words.add(part);
            stems.add(stem(part));
          }
        });
    NUMBER.matcher(said).results().forEach(found -> numbers.add(plain(found.group())));
    this.isCounted =
        Pattern.compile(
                "\\b(?:today|tonight|tomorrow|yesterday|next|last|this|ago|in \\w+ (?:day|week|month|year)s?"
                    + "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|year"
                    + "|morning|now)\\b")
            .matcher(said)
            .find();
  }

  private static Set<String> parts(LocalDate day) {
    return Set.of(
        String.valueOf(day.getDayOfMonth()),
        String.valueOf(day.getYear()),
        "%02d".formatted(day.getDayOfMonth()),
        "%02d".formatted(day.getMonthValue()));
  }

  /// Why a text is not borne out; empty if it is.
  String missing(String text) {
    for (var found : NUMBER.matcher(lower(text)).results().toList()) {
      if (!bears(found.group())) {
        return "a number that nobody said";
      }
    }
    int count = 0;
    int shared = 0;
    var matcher = WORD.matcher(text);
    while (matcher.find()) {
      var word = matcher.group();
      var low = lower(word);
      var isCapital = Character.isUpperCase(word.codePointAt(0));
      var begins = BEGIN.matcher(text.substring(0, matcher.start())).find();
      if (isCapital && !begins && !bearsName(low)) {
        return "a name that nobody said";
      }
      if (low.length() > 3) {
        count++;
        shared += stems.contains(stem(low)) ? 1 : 0;
      }
    }
    return count > 0 && shared < LEAST_SHARED * count ? "words that nobody said" : "";
  }

  private boolean bears(String number) {
    var plain = plain(number);
    return numbers.contains(plain)
        || words.contains(NUMERALS.getOrDefault(plain, "-"))
        || said.contains(number)
        || (isCounted && days.contains(plain));
  }

  private boolean bearsName(String name) {
    if (words.contains(name) || stems.contains(stem(name))) {
      return true;
    }
    if (CALENDAR.contains(name)) {
      return isCounted || said.contains(name.substring(0, 3));
    }
    for (var part : name.split("['’-]", -1)) {
      if (part.length() > 1 && !words.contains(part)) {
        return false;
      }
    }
    return true;
  }

  private static String plain(String number) {
    var digits =
        number.matches("\\d{1,3}(,\\d{3})+(\\.\\d+)?")
            ? number.replace(",", "")
            : number.replace(',', '.');
    return digits.matches("0*\\d+")
        ? digits.replaceFirst("^0+(?=\\d)", "")
        : digits.replaceFirst("\\.0+$", "");
  }

  private static String lower(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static String stem(String word) {
    return word.length() > 5
        ? word.substring(0, Math.max(4, word.length() - 3))
        : word.length() > 4 ? word.substring(0, 4) : word;
  }
}
