package dev.steward.app.settings;

import dev.steward.core.cost.PriceHours;
import dev.steward.core.cost.PriceHours.Holidays;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.when.DayWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the section `billing`: which moment's prices count, and the hours and holidays that rows
/// of the price table speak of.
final class BillingReader {
  private final Map<String, Holidays> holidays;
  private final Map<String, Hours> hours;
  private PriceTable.Basis basis = PriceTable.Basis.COMPLETION;

  /// Hours whose holidays may yet be known better.
  private record Hours(ZoneId zone, List<DayWindow> windows, Set<DayOfWeek> days, String holidays) {
    PriceHours with(Map<String, Holidays> known) {
      return new PriceHours(zone, windows, days, known.getOrDefault(holidays, Holidays.NONE));
    }
  }

  BillingReader() {
    holidays = new LinkedHashMap<>();
    hours = new LinkedHashMap<>();
  }

  PriceTable.Basis basis() {
    return basis;
  }

  Map<String, PriceHours> hours() {
    var known = new LinkedHashMap<String, PriceHours>();
    hours.forEach((name, one) -> known.put(name, one.with(holidays)));
    return known;
  }

  /// Reads a section on top of those that were read before.
  void read(Value billing) {
    var fields = billing.fields("clock", "holidays", "hours");
    if (fields.at("clock").isPresent()) {
      basis =
          PriceTable.Basis.valueOf(
              fields
                  .at("clock")
                  .choice("completion", List.of("completion", "start"))
                  .toUpperCase(Locale.ROOT));
    }
    fields.at("holidays").entries().forEach(this::addHolidays);
    fields.at("hours").entries().forEach(this::addHours);
  }

  /// Adds days to those of that name.
  private void addHolidays(String name, Value value) {
    var fields = value.fields("known_to", "days");
    var before = holidays.getOrDefault(name, new Holidays(Set.of(), LocalDate.MIN));
    var days = new HashSet<>(before.days());
    fields.at("days").items().forEach(item -> days.add(day(item, LocalDate.EPOCH)));
    holidays.put(name, new Holidays(days, day(fields.at("known_to"), before.knownTo())));
  }

  private static LocalDate day(Value value, LocalDate fallback) {
    return value.as(fallback, "a day such as 2026-10-01", BillingReader::day);
  }

  static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }

  private void addHours(String name, Value value) {
    var fields = value.fields("zone", "windows", "days", "holidays");
    var windows = new ArrayList<DayWindow>();
    var usual = new DayWindow(LocalTime.of(9, 0), LocalTime.of(17, 0));
    fields
        .at("windows")
        .items()
        .forEach(item -> windows.add(item.as(usual, "hours such as 9:00-17:00", Words::window)));
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var item : fields.at("days").items()) {
      days.add(DayOfWeek.valueOf(item.choice("monday", Words.days()).toUpperCase(Locale.ROOT)));
    }
    hours.put(
        name,
        new Hours(
            fields
                .at("zone")
                .as(
                    ZoneOffset.UTC,
                    "a time zone such as Asia/Shanghai",
                    text -> Words.zone(text).map(ZoneId.class::cast)),
            windows,
            days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
            fields.at("holidays").choice("", holidays.keySet())));
  }
}
