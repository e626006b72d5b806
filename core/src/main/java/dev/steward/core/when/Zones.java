package dev.steward.core.when;

import dev.steward.core.text.Words;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Time zones by abbreviation (`EST`, `PT`, `UTC+2`), by city (`London time`) and by id
/// (`Europe/Berlin`). American abbreviations stand for the zone, whether summer or winter.
final class Zones {
  private static final Map<String, String> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("utc", "UTC"),
          Map.entry("gmt", "UTC"),
          Map.entry("z", "UTC"),
          Map.entry("bst", "Europe/London"),
          Map.entry("wet", "Europe/Lisbon"),
          Map.entry("west", "Europe/Lisbon"),
          Map.entry("cet", "Europe/Berlin"),
          Map.entry("cest", "Europe/Berlin"),
          Map.entry("mez", "Europe/Berlin"),
          Map.entry("eet", "Europe/Helsinki"),
          Map.entry("eest", "Europe/Helsinki"),
          Map.entry("msk", "Europe/Moscow"),
          Map.entry("est", "America/New_York"),
          Map.entry("edt", "America/New_York"),
          Map.entry("et", "America/New_York"),
          Map.entry("cdt", "America/Chicago"),
          Map.entry("ct", "America/Chicago"),
          Map.entry("mst", "America/Denver"),
          Map.entry("mdt", "America/Denver"),
          Map.entry("mt", "America/Denver"),
          Map.entry("pst", "America/Los_Angeles"),
          Map.entry("pdt", "America/Los_Angeles"),
          Map.entry("pt", "America/Los_Angeles"),
          Map.entry("jst", "Asia/Tokyo"),
          Map.entry("kst", "Asia/Seoul"),
          Map.entry("sgt", "Asia/Singapore"),
          Map.entry("hkt", "Asia/Hong_Kong"),
          Map.entry("aest", "Australia/Sydney"),
          Map.entry("aedt", "Australia/Sydney"),
          Map.entry("nzst", "Pacific/Auckland"),
          Map.entry("nzdt", "Pacific/Auckland"));
  private static final Map<String, List<String>> UNCLEAR =
      Map.of(
          "ist", List.of("India", "Israel", "Ireland"),
          "cst", List.of("Chicago", "Shanghai"),
          "ast", List.of("Halifax", "Riyadh"));
  private static final Map<String, String> CITIES = cities();

  private final Words words;

  Zones(Words words) {
    this.words = words;
  }

  private static Map<String, String> cities() {
    var cities = new HashMap<String, String>();
    for (var id : ZoneId.getAvailableZoneIds()) {
      int slash = id.lastIndexOf('/');
      if (slash > 0
          && !id.startsWith("Etc/")
          && !id.startsWith("SystemV/")
          && !id.startsWith("US/")) {
        cities.merge(
            id.substring(slash + 1).replace('_', ' ').toLowerCase(Locale.ROOT),
            id,
            (a, b) -> a.compareTo(b) < 0 ? a : b);
      }
    }
    Map.ofEntries(
            Map.entry("munich", "Europe/Berlin"),
            Map.entry("hamburg", "Europe/Berlin"),
            Map.entry("frankfurt", "Europe/Berlin"),
            Map.entry("cologne", "Europe/Berlin"),
            Map.entry("german", "Europe/Berlin"),
            Map.entry("germany", "Europe/Berlin"),
            Map.entry("french", "Europe/Paris"),
            Map.entry("uk", "Europe/London"),
            Map.entry("british", "Europe/London"),
            Map.entry("manchester", "Europe/London"),
            Map.entry("geneva", "Europe/Zurich"),
            Map.entry("milan", "Europe/Rome"),
            Map.entry("barcelona", "Europe/Madrid"),
            Map.entry("eastern", "America/New_York"),
            Map.entry("central", "America/Chicago"),
            Map.entry("mountain", "America/Denver"),
            Map.entry("pacific", "America/Los_Angeles"),
            Map.entry("new york", "America/New_York"),
            Map.entry("ny", "America/New_York"),
            Map.entry("nyc", "America/New_York"),
            Map.entry("boston", "America/New_York"),
            Map.entry("washington", "America/New_York"),
            Map.entry("miami", "America/New_York"),
            Map.entry("atlanta", "America/New_York"),
            Map.entry("texas", "America/Chicago"),
            Map.entry("austin", "America/Chicago"),
            Map.entry("dallas", "America/Chicago"),
            Map.entry("houston", "America/Chicago"),
            Map.entry("la", "America/Los_Angeles"),
            Map.entry("san francisco", "America/Los_Angeles"),
            Map.entry("sf", "America/Los_Angeles"),
            Map.entry("seattle", "America/Los_Angeles"),
            Map.entry("california", "America/Los_Angeles"),
            Map.entry("beijing", "Asia/Shanghai"),
            Map.entry("mumbai", "Asia/Kolkata"),
            Map.entry("delhi", "Asia/Kolkata"),
            Map.entry("bangalore", "Asia/Kolkata"),
            Map.entry("indian", "Asia/Kolkata"),
            Map.entry("japan", "Asia/Tokyo"),
            Map.entry("abu dhabi", "Asia/Dubai"),
            Map.entry("tel aviv", "Asia/Jerusalem"))
        .forEach(cities::put);
    return Map.copyOf(cities);
  }

  /// A zone at `i`; `afterClock` if a time of day ends just before it.
  @Nullable Part at(int i, boolean afterClock) {
    int at = words.is(i, "(", "in") ? i + 1 : i;
    at = words.is(at, "the") ? at + 1 : at;
    if (!words.has(at) || !words.get(at).isLetters()) {
      return null;
    }
    var byId = byId(i, at);
    if (byId != null) {
      return byId;
    }
    boolean upper = words.get(at).text().equals(words.get(at).text().toUpperCase(Locale.ROOT));
    var lower = words.lower(at);
    if (afterClock || (upper && lower.length() > 2)) {
      if (UNCLEAR.containsKey(lower) && (afterClock || at > i)) {
        var cities = UNCLEAR.getOrDefault(lower, List.of());
        return new Part.Doubt(
            i,
            at + 1,
            "%s is used in more than one place. Do you mean %s time?"
                .formatted(words.get(at).text(), String.join(" or ", cities)),
            cities);
      }
      var id = ABBREVIATIONS.get(lower);
      if (id != null && (lower.length() > 2 || upper)) {
        return offset(i, at, id);
      }
    }
    return byCity(i, at);
  }

  private @Nullable Part byId(int from, int at) {
    if (words.is(at + 1, "/")
        && !words.isApart(at + 1)
        && !words.isApart(at + 2)
        && words.has(at + 2)) {
      var name = words.between(at, at + 3);
      for (var id : ZoneId.getAvailableZoneIds()) {
        if (id.equalsIgnoreCase(name)) {
          return new Part.Zone(from, close(at + 3), ZoneId.of(id));
        }
      }
    }
    return null;
  }

  private Part offset(int from, int at, String id) {
    if (id.equals("UTC")
        && words.is(at + 1, "+", "-")
        && !words.isApart(at + 1)
        && words.has(at + 2)
        && words.get(at + 2).isNumber()
        && !words.isApart(at + 2)) {
      int hours =
          Integer.parseInt(
              words
                  .get(at + 2)
                  .text()
                  .substring(0, Math.min(2, words.get(at + 2).text().length())));
      if (hours <= 14) {
        var offset = ZoneOffset.ofHours(words.is(at + 1, "-") ? -hours : hours);
        return new Part.Zone(from, close(at + 3), offset);
      }
    }
    int to = words.is(at + 1, "time") ? at + 2 : at + 1;
    return new Part.Zone(from, close(to), id.equals("UTC") ? ZoneId.of("UTC") : ZoneId.of(id));
  }

  private @Nullable Part byCity(int from, int at) {
    for (int length = 2; length >= 1; length--) {
      int to = at + length;
      boolean standard = words.is(to, "standard", "daylight") && words.is(to + 1, "time");
      if ((!words.is(to, "time") && !standard)
          || (words.is(to + 1, "zone") && words.has(to + 2) && !words.get(to + 2).isMark())) {
        continue;
      }
      var id = CITIES.get(words.between(at, to).toLowerCase(Locale.ROOT));
      if (id != null) {
        return new Part.Zone(from, close(standard ? to + 2 : to + 1), ZoneId.of(id));
      }
    }
    return null;
  }

  private int close(int to) {
    return words.is(to, ")") ? to + 1 : to;
  }
}
