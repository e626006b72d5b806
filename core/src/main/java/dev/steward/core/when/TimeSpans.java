package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Times of day with what stands around them: ranges (`2-3pm`), bounds (`between 9 and 11`, `after
/// 3pm`) and parts of the day (`in the morning`, `EOD`).
final class TimeSpans {
  static final LocalTime MORNING = LocalTime.of(8, 0);
  static final LocalTime EVENING = LocalTime.of(18, 0);
  static final LocalTime LATE = LocalTime.of(23, 59);

  private final Words words;
  private final Clocks clocks;

  TimeSpans(Words words, Clocks clocks) {
    this.words = words;
    this.clocks = clocks;
  }

  /// What begins at `i`; `cued` if an expression of time ends just before it.
  @Nullable Part at(int i, boolean cued) {
    var part = dayPart(i);
    if (part == null) {
      part = bounds(i);
    }
    return part == null ? clock(i, cued) : part;
  }

  private @Nullable Part clock(int i, boolean cued) {
    int at = i;
    boolean at0 = false;
    if (words.is(at, "from")) {
      at++;
      at0 = true;
    } else if (words.is(at, "starting", "beginning") && words.is(at + 1, "at", "from")) {
      at += 2;
      at0 = true;
    } else {
      while (words.is(
              at,
              "at",
              "@",
              "around",
              "approximately",
              "circa",
              "say",
              "exactly",
              "about",
              "roughly",
              "~")
          && (at0
              || !words.is(at, "about", "say")
              || clocks.at(at + 1, false) instanceof Part.Clock)) {
        at++;
        at0 = true;
      }
    }
    var behind = words.is(i - 1, "to", "till", "until", "for", "and", "or", "make", "it");
    var first = clocks.at(at, at0 || cued || (behind && clocks.follows(at + 1)));
    if (first == null) {
      first = rangeStart(at, at0 || cued);
    }
    if (first == null) {
      return at0 ? null : numberBeforeDay(i);
    }
    if (!(first instanceof Part.Clock start)) {
      return new Widened(first).from(i);
    }
    var range = range(i, start);
    if (range != null) {
      return range;
    }
    if (words.is(i, "from") && !words.is(i - 1, "move", "it")) {
      return new Part.Clock(i, start.to(), start.candidates(), start.bare());
    }
    return new Part.Clock(i, start.to(), start.candidates(), start.bare());
  }

  /// `2-3pm`: a bare number that is a time because of what follows.
  private @Nullable Part rangeStart(int i, boolean cued) {
    if (!words.has(i) || !words.get(i).isNumber() || words.get(i).text().length() > 2) {
      return null;
    }
    boolean dash = words.is(i + 1, "-", "–", "—");
    boolean to = words.is(i + 1, "to", "till", "until");
    if (!dash && !to) {
      return null;
    }
    var end = clocks.at(i + 2, cued);
    int hour = Integer.parseInt(words.get(i).text());
    boolean sure =
        (end instanceof Part.Clock clock && (cued || !clock.bare()))
            || (dash && !words.get(i).glued() && bareEnd(i + 2, hour));
    if (!sure || hour < 1 || hour > 23) {
      return null;
    }
    return hour > 12
        ? new Part.Clock(i, i + 1, List.of(LocalTime.of(hour, 0)), false)
        : new Part.Clock(
            i, i + 1, List.of(LocalTime.of(hour % 12, 0), LocalTime.of(hour % 12 + 12, 0)), true);
  }

  /// `9-11 tomorrow`: two bare numbers, and a day beside them.
  private boolean bareEnd(int i, int start) {
    if (!words.has(i) || !words.get(i).isNumber() || words.get(i).text().length() > 2) {
      return false;
    }
    int end = Integer.parseInt(words.get(i).text());
    return end != start
        && end > 0
        && end < 24
        && (words.is(i + 1, "tomorrow", "today")
            || !Names.weekdays(words, words.is(i + 1, "on") ? i + 2 : i + 1).isEmpty());
  }

  private @Nullable Part range(int from, Part.Clock start) {
    int i = start.to();
    boolean dash = words.is(i, "-", "–", "—");
    boolean to = words.is(i, "to", "till", "until", "through");
    if (!dash && !to) {
      return null;
    }
    if (clocks.at(i + 1, true) instanceof Part.Clock end) {
      return new Part.ClockRange(from, end.to(), start, end);
    }
    return null;
  }

  /// `10 tomorrow`, `3 in the afternoon`.
  private @Nullable Part numberBeforeDay(int i) {
    if (!words.has(i)
        || !words.get(i).isNumber()
        || words.get(i).glued()
        || words.get(i).text().length() > 2) {
      return null;
    }
    boolean day =
        words.is(i + 1, "tomorrow", "today", "tonight")
            || (words.is(i + 1, "in")
                && words.is(i + 2, "the")
                && words.is(i + 3, "morning", "afternoon", "evening"));
    return day ? clocks.at(i, true) : null;
  }

  private @Nullable Part bounds(int i) {
    if (words.is(i, "between")) {
      var first = clocks.at(i + 1, true);
      if (first instanceof Part.Clock start && words.is(start.to(), "and", "-", "–", "to", "&")) {
        var second = clocks.at(start.to() + 1, true);
        if (second instanceof Part.Clock end) {
          return new Part.Bounds(i, end.to(), List.of(start), List.of(end));
        }
        return second == null ? null : new Widened(second).from(i);
      }
      return first instanceof Part.Clock || first == null ? null : new Widened(first).from(i);
    }
    int at = i;
    boolean after = words.is(at, "after") || words.is(at, "past");
    boolean before = words.is(at, "before") || words.is(at, "by", "until", "till");
    if (words.is(i, "no") && words.is(i + 2, "than")) {
      after = words.is(i + 1, "earlier");
      before = words.is(i + 1, "later");
      at = i + 2;
    } else if (words.is(i, "not") && words.is(i + 1, "before", "after")) {
      after = words.is(i + 1, "before");
      before = !after;
      at = i + 1;
    }
    if (words.is(at, "after") && words.is(at + 1, "lunch")) {
      return new Part.DayPart(i, at + 2, LocalTime.of(13, 0), EVENING, false, false);
    }
    if (words.is(at, "before") && words.is(at + 1, "lunch")) {
      return new Part.DayPart(i, at + 2, MORNING, LocalTime.NOON, false, false);
    }
    if (after || before) {
      var end =
          words.is(at + 1, "eod")
              ? new Part.Clock(at + 1, at + 2, List.of(EVENING), false)
              : clocks.at(at + 1, true);
      if (end instanceof Part.Clock clock) {
        int to =
            after && words.is(clock.to(), "on", "onwards", "onward") && !follows(clock.to() + 1)
                ? clock.to() + 1
                : clock.to();
        return after
            ? new Part.Bounds(i, to, List.of(clock), List.of())
            : new Part.Bounds(i, to, List.of(), List.of(clock));
      }
      return end == null ? null : new Widened(end).from(i);
    }
    return null;
  }

  private boolean follows(int i) {
    return !Names.weekdays(words, i).isEmpty() || words.is(i, "the");
  }

  private @Nullable Part dayPart(int i) {
    if (words.is(i, "tonight")) {
      return new Part.DayPart(i, i + 1, EVENING, LATE, true, true);
    }
    int at = i;
    boolean by = false;
    if (words.is(at, "by", "before", "until") || words.is(at, "at", "in", "during")) {
      by = words.is(at, "by", "before", "until");
      at++;
    }
    var close = close(i, at, by);
    if (close != null) {
      return close;
    }
    if (by) {
      return null;
    }
    if (words.is(at, "first") && words.is(at + 1, "thing")) {
      int to = at + 2;
      if (words.is(to, "in") && words.is(to + 1, "the") && words.is(to + 2, "morning")) {
        to += 3;
      } else if (words.is(to, "morning")) {
        to++;
      }
      return new Part.DayPart(i, to, MORNING, LocalTime.of(10, 0), true, false);
    }
    boolean today = words.is(at, "this") && at == i;
    int name = words.is(at, "the", "this") ? at + 1 : at;
    boolean early = words.is(name, "early");
    boolean late = words.is(name, "late");
    boolean mid = words.is(name, "mid");
    name = early || late || mid ? name + 1 : name;
    name = words.is(name, "-") ? name + 1 : name;
    if (words.is(name, "lunchtime")
        || (words.is(name, "lunch") && words.is(i, "at", "over", "during") && name == at)) {
      return new Part.DayPart(i, name + 1, LocalTime.NOON, LocalTime.of(14, 0), false, false);
    }
    if (words.is(i, "at") && !words.is(name, "night")) {
      return null;
    }
    if (words.is(name, "morning", "mornings")) {
      return part(
          i, name + 1, early ? 8 : late ? 10 : mid ? 9 : 8, early ? 10 : mid ? 11 : 12, today);
    }
    if (words.is(name, "afternoon", "afternoons")) {
      return part(i, name + 1, late ? 16 : mid ? 14 : 12, early ? 14 : mid ? 16 : 18, today);
    }
    if (words.is(name, "evening", "evenings", "night") && !early) {
      return new Part.DayPart(
          i, name + 1, EVENING.minusHours(words.is(name, "evening") ? 1 : 0), LATE, true, today);
    }
    return null;
  }

  private static Part part(int from, int to, int start, int end, boolean today) {
    return new Part.DayPart(from, to, LocalTime.of(start, 0), LocalTime.of(end, 0), true, today);
  }

  /// `EOD`, `end of day`, `close of business`; `by` it is all the time before.
  private @Nullable Part close(int from, int i, boolean by) {
    int at = words.is(i, "the") ? i + 1 : i;
    int to = -1;
    if (words.is(at, "eod", "cob", "eob")) {
      to = at + 1;
    } else if (words.is(at, "end", "close") && words.is(at + 1, "of")) {
      int day = words.is(at + 2, "the") ? at + 3 : at + 2;
      day = words.is(day, "business", "working") && words.is(day + 1, "day") ? day + 1 : day;
      to = words.is(day, "day", "business") ? day + 1 : -1;
    }
    if (to < 0) {
      return null;
    }
    return new Part.DayPart(from, to, by ? MORNING : EVENING.minusHours(2), EVENING, false, false);
  }
}
