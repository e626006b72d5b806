package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Single times of day: `10`, `10:30 am`, `half past nine`, `noon`, `3 o'clock`, `1430`.
///
/// A number alone is a time only where something says so: a word before it (`at`, `from`), a day
/// next to it, or a mark of the half of the day after it.
final class Clocks {
  private static final Set<String> FOLLOWERS =
      Set.of(
          ("on tomorrow today with about for and in this next instead to until till please thanks"
                  + " sharp or if because every then regarding re the so but not when via is works work at"
                  + " tonight each daily weekly through by between from my his her our ish latest earliest"
                  + " as would max also since unless will exactly cet")
              .split(" ", -1));

  private final Words words;

  Clocks(Words words) {
    this.words = words;
  }

  /// The time at `i`, or null; `cued` if a bare number there is a time.
  @Nullable Part at(int i, boolean cued) {
    if (!words.has(i)) {
      return null;
    }
    if (words.is(i, "noon", "midday")) {
      return clock(i, i + 1, false, LocalTime.NOON);
    }
    if (words.is(i, "midnight")) {
      return new Part.Doubt(
          i,
          i + 1,
          "Midnight at the beginning or at the end of that day? Please give date and time, such as 23:30.",
          List.of("0:00", "24:00"));
    }
    if (words.is(i, "12") && words.is(i + 1, "noon", "midday")) {
      return clock(i, i + 2, false, LocalTime.NOON);
    }
    var spoken = spoken(i, cued);
    if (spoken != null) {
      return spoken;
    }
    return words.get(i).isNumber() ? figures(i, cued) : written(i, cued);
  }

  private static Part.Clock clock(int from, int to, boolean bare, LocalTime... candidates) {
    return new Part.Clock(from, to, List.of(candidates), bare);
  }

  private boolean joined(int i, String... marks) {
    return words.is(i, marks) && !words.isApart(i) && !words.isApart(i + 1);
  }

  /// `half past nine`, `quarter to 3`, `ten past three`, `20 minutes to 4`.
  private @Nullable Part spoken(int i, boolean cued) {
    int at = words.is(i, "a") ? i + 1 : i;
    int minutes;
    int next;
    if (words.is(at, "half")) {
      minutes = 30;
      next = at + 1;
      var hour = Numerals.cardinal(words, next);
      if (!words.is(next, "past")
          && cued
          && hour.found()
          && hour.value() >= 1
          && hour.value() <= 12) {
        return halfHour(i, hour);
      }
    } else if (words.is(at, "quarter")) {
      minutes = 15;
      next = at + 1;
    } else {
      var number = Numerals.cardinal(words, at);
      if (!number.found() || number.value() % 5 != 0 || number.value() > 25 || number.value() < 5) {
        return null;
      }
      minutes = number.value();
      boolean named = words.is(number.next(), "minutes", "mins");
      next = named ? number.next() + 1 : number.next();
      if (!named && words.is(next, "to") && (words.get(at).isNumber() || !words.is(i - 1, "at"))) {
        return null; // a range: "from ten to three"
      }
    }
    boolean past = words.is(next, "past") || (words.is(next, "after") && words.is(at, "quarter"));
    boolean to = words.is(next, "to", "till", "of") && minutes < 30;
    if (!past && !to) {
      return null;
    }
    var hour = Numerals.cardinal(words, next + 1);
    if (!hour.found() || hour.value() < 1 || hour.value() > 23) {
      return null;
    }
    int h = past ? hour.value() : hour.value() - 1;
    return finish(i, hour.next(), h, past ? minutes : 60 - minutes, true);
  }

  private Part halfHour(int from, Numerals.Numeral hour) {
    var earlier = LocalTime.of((hour.value() + 11) % 12, 30);
    var later = LocalTime.of(hour.value() % 12, 30);
    var names = List.of(Spoken.time(earlier), Spoken.time(later));
    return new Part.Doubt(
        from, hour.next(), "Do you mean %s or %s?".formatted(names.get(0), names.get(1)), names);
  }

  private @Nullable Part figures(int i, boolean cued) {
    var text = words.get(i).text();
    if (text.length() > 4
        || (text.length() == 3 && !hasHalf(i + 1) && !(cued && !words.get(i).glued()))) {
      return null;
    }
    if (text.length() >= 3) {
      int value = Integer.parseInt(text);
      boolean half = hasHalf(i + 1);
      if ((!half && !cued) || value / 100 > 24 || value % 100 > 59) {
        return null;
      }
      if (!half
          && text.length() == 4
          && value >= 1900
          && value <= 2100
          && value % 100 != 0
          && value % 100 != 30) {
        return null; // rather a year
      }
      if (!half && !follows(i + 1)) {
        return null;
      }
      return finish(i, i + 1, value / 100, value % 100, !text.startsWith("0") && value < 1300);
    }
    int hour = Integer.parseInt(text);
    boolean dotted = joined(i + 1, ".") && (cued || hasHalf(i + 3));
    if ((joined(i + 1, ":") || dotted)
        && words.get(i + 2).isNumber()
        && words.get(i + 2).text().length() == 2) {
      int to = i + 3;
      if (joined(to, ":") && words.get(to + 1).isNumber()) {
        to += 2; // seconds
      }
      return finish(
          i,
          to,
          hour,
          Integer.parseInt(words.get(i + 2).text()),
          !text.startsWith("0") && hour < 13);
    }
    if (words.is(i + 1, "h") && !words.isApart(i + 1)) {
      boolean minutes = words.has(i + 2) && words.get(i + 2).isNumber() && words.get(i + 2).glued();
      return cued
          ? finish(
              i,
              minutes ? i + 3 : i + 2,
              hour,
              minutes ? Integer.parseInt(words.get(i + 2).text()) : 0,
              false)
          : null;
    }
    if (hasHalf(i + 1) || words.is(i + 1, "o'clock", "oclock")) {
      return finish(i, i + 1, hour, 0, true);
    }
    boolean ratio = joined(i + 1, ":"); // "1:1"
    if (!cued || ratio || !follows(i + 1)) {
      return null;
    }
    return finish(i, i + 1, hour, 0, true, true);
  }

  /// `ten`, `nine thirty`, `three o'clock`.
  private @Nullable Part written(int i, boolean cued) {
    var hour = Numerals.cardinal(words, i);
    if (!hour.found() || hour.value() > 24 || hour.value() == 0) {
      return null;
    }
    int next = hour.next();
    if (hasHalf(next) || words.is(next, "o'clock", "oclock")) {
      return finish(i, next, hour.value(), 0, true);
    }
    var minutes = Numerals.cardinal(words, next);
    boolean pair =
        minutes.found()
            && !words.get(next).isNumber()
            && minutes.value() >= 10
            && minutes.value() < 60
            && (cued || hasHalf(minutes.next()));
    if (pair) {
      return finish(i, minutes.next(), hour.value(), minutes.value(), true);
    }
    return cued && follows(next) ? finish(i, next, hour.value(), 0, true, true) : null;
  }

  /// Whether what stands there lets the number before it be a time.
  boolean follows(int i) {
    if (!words.has(i)) {
      return true;
    }
    var word = words.get(i);
    if (word.isMark()) {
      return !Set.of("%", "€", "$", "£", "/", "'").contains(word.text());
    }
    return words.isIn(i, FOLLOWERS)
        || !Names.weekdays(words, i).isEmpty()
        || !Names.months(words, i).isEmpty()
        || words.is(i, "morning", "afternoon", "evening", "am", "pm", "utc", "gmt")
        || (word.isLetters()
            && word.text().equals(word.text().toUpperCase(java.util.Locale.ROOT))
            && word.text().length() <= 4
            && word.text().length() > 1)
        || (word.isCapitalised() && words.is(i + 1, "time"))
        || (word.isCapitalised() && words.is(i + 2, "time"));
  }

  private boolean hasHalf(int i) {
    return half(i) != null;
  }

  /// `am`, `pm`, `a.m.`, `in the morning` is elsewhere.
  private record Half(boolean pm, int to) {}

  private @Nullable Half half(int i) {
    if (words.is(i, "am", "pm")) {
      return new Half(words.is(i, "pm"), i + 1);
    }
    if (words.is(i, "a", "p")
        && !words.isApart(i + 1)
        && words.is(i + 1, ".")
        && words.is(i + 2, "m")) {
      int to = words.is(i + 3, ".") && !words.isApart(i + 3) ? i + 4 : i + 3;
      return new Half(words.is(i, "p"), to);
    }
    if (words.is(i, "a", "p") && !words.isApart(i) && words.isApart(i + 1)) {
      return new Half(words.is(i, "p"), i + 1);
    }
    return null;
  }

  private Part finish(int from, int to, int hour, int minute, boolean open) {
    return finish(from, to, hour, minute, open, false);
  }

  private Part finish(int from, int to, int hour, int minute, boolean open, boolean alone) {
    int end = words.is(to, "o'clock", "oclock") ? to + 1 : to;
    boolean bare = alone && end == to && minute == 0;
    var half = half(end);
    if (half != null) {
      end = half.to();
    }
    if (words.is(end, "sharp") || words.is(end, "ish")) {
      end++;
    } else if (words.is(end, "-") && words.is(end + 1, "ish")) {
      end += 2;
    }
    if (hour > 24 || minute > 59 || (hour == 24 && minute > 0) || hour == 24) {
      return new Part.Nonsense(
          from, end, "There is no time of day %s".formatted(words.between(from, end)));
    }
    if (half != null) {
      if (hour == 0 || (hour > 12 && !half.pm())) {
        return new Part.Nonsense(
            from, end, "There is no time of day %s".formatted(words.between(from, end)));
      }
      int h = hour > 12 ? hour : half.pm() ? hour % 12 + 12 : hour % 12;
      return clock(from, end, false, LocalTime.of(h, minute));
    }
    if (!open || hour > 12 || hour == 0) {
      return clock(from, end, false, LocalTime.of(hour, minute));
    }
    return clock(
        from, end, bare, LocalTime.of(hour % 12, minute), LocalTime.of(hour % 12 + 12, minute));
  }

  /// The candidates of an open time that leave it in working hours when only one does.
  static List<LocalTime> usual(List<LocalTime> candidates) {
    if (candidates.size() < 2) {
      return candidates;
    }
    var kept = new ArrayList<LocalTime>();
    for (var time : candidates) {
      if (time.isAfter(LocalTime.of(8, 0)) && time.isBefore(LocalTime.of(18, 0))) {
        kept.add(time);
      }
    }
    return kept.size() == 1 ? kept : candidates;
  }
}
