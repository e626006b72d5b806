package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Amounts of time: `45 minutes`, `an hour and a half`, `1.5h`, `two weeks`.
final class Amounts {
  enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WORKDAY,
    WEEK,
    MONTH,
    YEAR
  }

  static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("min", Unit.MINUTE),
          Map.entry("mins", Unit.MINUTE),
          Map.entry("minute", Unit.MINUTE),
          Map.entry("minutes", Unit.MINUTE),
          Map.entry("h", Unit.HOUR),
          Map.entry("hr", Unit.HOUR),
          Map.entry("hrs", Unit.HOUR),
          Map.entry("hour", Unit.HOUR),
          Map.entry("hours", Unit.HOUR),
          Map.entry("day", Unit.DAY),
          Map.entry("days", Unit.DAY),
          Map.entry("day's", Unit.DAY),
          Map.entry("week", Unit.WEEK),
          Map.entry("weeks", Unit.WEEK),
          Map.entry("week's", Unit.WEEK),
          Map.entry("fortnight", Unit.WEEK),
          Map.entry("month", Unit.MONTH),
          Map.entry("months", Unit.MONTH),
          Map.entry("month's", Unit.MONTH),
          Map.entry("year", Unit.YEAR),
          Map.entry("years", Unit.YEAR));
  private static final Set<String> WORK = Set.of("business", "working", "work");

  private Amounts() {}

  /// An amount and the position after it.
  ///
  /// @param few whether it is vague: a few
  record Amount(BigDecimal number, Unit unit, boolean few, int next) {
    boolean isShort() {
      return unit == Unit.MINUTE || unit == Unit.HOUR;
    }

    Duration duration() {
      var minutes = unit == Unit.HOUR ? number.multiply(BigDecimal.valueOf(60)) : number;
      return Duration.ofMinutes(minutes.longValue());
    }

    Period period() {
      int n = number.intValue();
      return switch (unit) {
        case DAY, WORKDAY -> Period.ofDays(n);
        case WEEK -> Period.ofDays(number.multiply(BigDecimal.valueOf(7)).intValue());
        case MONTH -> Period.ofMonths(n);
        case YEAR -> Period.ofYears(n);
        case MINUTE, HOUR -> Period.ZERO;
      };
    }
  }

  static @Nullable Amount at(Words words, int i) {
    if (words.is(i, "half")) {
      return half(words, i);
    }
    if (words.is(i, "quarter") && words.is(i + 1, "of") && words.is(i + 3, "hour")) {
      return new Amount(BigDecimal.valueOf(15), Unit.MINUTE, false, i + 4);
    }
    if (words.is(i, "a") && words.is(i + 1, "half") && words.is(dash(words, i + 2), "hour")) {
      return half(words, i + 1);
    }
    if (words.is(i, "a") && words.is(i + 1, "quarter") && words.is(i + 2, "of")) {
      return at(words, i + 1);
    }
    var few = few(words, i);
    if (few != null) {
      return few;
    }
    BigDecimal number;
    int next;
    if (words.is(i, "a", "an")) {
      number = BigDecimal.ONE;
      next = i + 1;
    } else {
      var cardinal = Numerals.cardinal(words, i);
      if (!cardinal.found()) {
        return null;
      }
      number = BigDecimal.valueOf(cardinal.value());
      next = cardinal.next();
      if (words.lower(next).matches("[.,]")
          && !words.isApart(next)
          && !words.isApart(next + 1)
          && words.has(next + 1)
          && words.get(next + 1).isNumber()) {
        number = new BigDecimal(cardinal.value() + "." + words.get(next + 1).text());
        next += 2;
      }
    }
    if (words.is(next, "and") && words.is(next + 1, "a") && words.is(next + 2, "half")) {
      number = number.add(new BigDecimal("0.5"));
      next += 3;
    }
    next = dash(words, next);
    return unit(words, next, number);
  }

  private static @Nullable Amount half(Words words, int i) {
    int next = words.is(i + 1, "a", "an") ? i + 2 : dash(words, i + 1);
    if (words.is(next, "hour")) {
      return new Amount(BigDecimal.valueOf(30), Unit.MINUTE, false, next + 1);
    }
    return null;
  }

  private static @Nullable Amount few(Words words, int i) {
    int next = words.is(i, "a") ? i + 1 : i;
    if (words.is(next, "couple")) {
      next = words.is(next + 1, "of") ? next + 2 : next + 1;
      return unit(words, next, BigDecimal.TWO);
    }
    if (words.is(next, "few")) {
      var amount = unit(words, next + 1, BigDecimal.valueOf(3));
      return amount == null
          ? null
          : new Amount(amount.number(), amount.unit(), true, amount.next());
    }
    return null;
  }

  private static @Nullable Amount unit(Words words, int i, BigDecimal number) {
    if (words.isIn(i, WORK) && words.is(i + 1, "day", "days")) {
      return new Amount(number, Unit.WORKDAY, false, i + 2);
    }
    if (!words.has(i)) {
      return null;
    }
    if (words.is(i, "daily", "weekly", "monthly", "yearly")) {
      return null;
    }
    for (var reading : words.get(i).readings()) {
      var unit = UNITS.get(reading);
      if (unit != null) {
        var times = reading.equals("fortnight") ? number.multiply(BigDecimal.TWO) : number;
        return rest(words, new Amount(times, unit, false, i + 1));
      }
    }
    return null;
  }

  /// `1h30`, `an hour and a half`, `1 hour 30 minutes`, `2 weeks' time`.
  private static Amount rest(Words words, Amount amount) {
    int next = amount.next();
    if (amount.unit() != Unit.HOUR) {
      if (words.is(next, "'", "’")) {
        next++;
      }
      return new Amount(amount.number(), amount.unit(), amount.few(), next);
    }
    if (words.is(next, "and") && words.is(next + 1, "a") && words.is(next + 2, "half")) {
      return new Amount(amount.number().add(new BigDecimal("0.5")), Unit.HOUR, false, next + 3);
    }
    int minutesAt = words.is(next, "and") ? next + 1 : next;
    var minutes = Numerals.cardinal(words, minutesAt);
    if (minutes.found() && minutes.value() < 60) {
      boolean named = words.is(minutes.next(), "m", "min", "mins", "minute", "minutes");
      if (named || !words.isApart(minutesAt)) {
        return new Amount(
            amount
                .number()
                .multiply(BigDecimal.valueOf(60))
                .add(BigDecimal.valueOf(minutes.value())),
            Unit.MINUTE,
            false,
            named ? minutes.next() + 1 : minutes.next());
      }
    }
    return amount;
  }

  private static int dash(Words words, int i) {
    return words.is(i, "-", "–") && !words.isApart(i) ? i + 1 : i;
  }
}
