package dev.steward.core.local;

import java.util.Map;

/// Recurrence rules in words.
final class Recurrences {
  private static final Map<String, String> UNITS =
      Map.of("DAILY", "day", "WEEKLY", "week", "MONTHLY", "month", "YEARLY", "year");

  private Recurrences() {}

  /// Such as `, every 2 weeks`; nothing for what takes place once.
  static String spoken(String rule) {
    if (rule.isEmpty()) {
      return "";
    }
    var unit = UNITS.getOrDefault(part(rule, "FREQ"), "");
    if (unit.isEmpty()) {
      return ", repeated";
    }
    var days = part(rule, "BYDAY");
    var interval = part(rule, "INTERVAL");
    var count = part(rule, "COUNT");
    boolean workdays = days.equals("MO,TU,WE,TH,FR");
    var every =
        workdays
            ? ", every working day"
            : interval.isEmpty() ? ", every " + unit : ", every %s %ss".formatted(interval, unit);
    return every + (count.isEmpty() ? "" : ", %s times".formatted(count));
  }

  private static String part(String rule, String name) {
    for (var part : rule.split(";", -1)) {
      if (part.startsWith(name + "=")) {
        return part.substring(name.length() + 1);
      }
    }
    return "";
  }
}
