package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Names of weekdays and months.
final class Names {
  private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();
  private static final Map<String, Month> MONTHS = months();

  /// Full names, which are written with a capital.
  static final Set<String> PROPER = proper();

  static final Set<String> WORDS = words();

  private Names() {}

  private static Map<String, DayOfWeek> weekdays() {
    var names = new HashMap<String, DayOfWeek>();
    for (var day : DayOfWeek.values()) {
      var name = day.name().toLowerCase(Locale.ROOT);
      names.put(name, day);
      names.put(name + "'s", day);
      names.put(name.substring(0, 3), day);
    }
    names.put("tues", DayOfWeek.TUESDAY);
    names.put("wensday", DayOfWeek.WEDNESDAY);
    names.put("weds", DayOfWeek.WEDNESDAY);
    names.put("thur", DayOfWeek.THURSDAY);
    names.put("thurs", DayOfWeek.THURSDAY);
    return Map.copyOf(names);
  }

  private static Map<String, Month> months() {
    var names = new HashMap<String, Month>();
    for (var month : Month.values()) {
      var name = month.name().toLowerCase(Locale.ROOT);
      names.put(name, month);
      names.put(name + "'s", month);
      names.put(name.substring(0, 3), month);
    }
    names.put("sept", Month.SEPTEMBER);
    return Map.copyOf(names);
  }

  private static Set<String> proper() {
    var proper = new HashSet<String>();
    for (var day : DayOfWeek.values()) {
      var name = day.name().toLowerCase(Locale.ROOT);
      proper.addAll(List.of(name, name + "s", name + "'s"));
    }
    for (var month : Month.values()) {
      proper.add(month.name().toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(proper);
  }

  private static Set<String> words() {
    var words = new HashSet<>(PROPER);
    words.addAll(WEEKDAYS.keySet());
    words.addAll(MONTHS.keySet());
    return Set.copyOf(words);
  }

  /// The weekdays that the word may name: none, one, or two for `Thuesday`.
  static List<DayOfWeek> weekdays(Words words, int i) {
    if (!words.has(i) || !words.get(i).isLetters()) {
      return List.of();
    }
    var found = new ArrayList<DayOfWeek>();
    // "on Frida" is no name
    boolean preposition =
        words.is(i - 1, "on", "for", "next", "this", "every", "until")
            && words.get(i).isCapitalised()
            && !WORDS.contains(words.lower(i));
    for (var reading : preposition ? words.get(i).near() : words.get(i).readings()) {
      var day = WEEKDAYS.get(reading);
      if (day != null && !found.contains(day)) {
        found.add(day);
      }
    }
    found.sort(null);
    return found;
  }

  /// The weekday that a plural names: `Mondays`.
  static List<DayOfWeek> plural(Words words, int i) {
    if (!weekdays(words, i).isEmpty()) {
      return List.of();
    }
    for (var day : DayOfWeek.values()) {
      var name = day.name().toLowerCase(Locale.ROOT);
      if (words.is(i, name + "s") || words.is(i, name.substring(0, 3) + "s")) {
        return List.of(day);
      }
    }
    return List.of();
  }

  /// The months that the word may name.
  static List<Month> months(Words words, int i) {
    if (!words.has(i) || !words.get(i).isLetters()) {
      return List.of();
    }
    var found = new ArrayList<Month>();
    for (var reading : words.get(i).readings()) {
      var month = MONTHS.get(reading);
      if (month != null && !found.contains(month)) {
        found.add(month);
      }
    }
    found.sort(null);
    return found;
  }

  static String name(DayOfWeek day) {
    return capitalised(day.name());
  }

  static String name(Month month) {
    return capitalised(month.name());
  }

  private static String capitalised(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
