package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// A time as Mem0's clients write it.
///
/// @param isDay whether only the day is said, which begins at `start` in UTC
record Moment(Instant start, boolean isDay) {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9998-12-31T00:00:00Z");

  /// Reads a date (`2026-11-02`), a time of ISO 8601 (in UTC if it names no offset), or seconds
  /// since 1970.
  ///
  /// @throws dev.steward.web.Refusal 400 if it is none of these
  static Moment of(String field, JsonNode value) {
    try {
      var read =
          value.isNumber()
              ? new Moment(seconds(value), false)
              : of(Conditions.clean(field, value.asText()).strip());
      if (value.isValueNode() && !value.isBoolean() && isUsual(read.start)) {
        return read;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below.
    }
    throw Conditions.wrong(
        ("'%s' must be a date such as 2026-11-02, a time such as 2026-11-02T10:00:00Z, or seconds"
                + " since 1970")
            .formatted(Conditions.shown(field)));
  }

  /// The first moment of the next day.
  Instant nextDay() {
    return start.plus(1, ChronoUnit.DAYS);
  }

  private static Moment of(String text) {
    if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return new Moment(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant(), true);
    }
    var iso = text.replaceFirst("^(\\S+) (?=\\d)", "$1T").replace(' ', '+');
    try {
      return new Moment(OffsetDateTime.parse(iso).toInstant(), false);
    } catch (DateTimeException e) {
      return new Moment(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC), false);
    }
  }

  private static Instant seconds(JsonNode value) {
    var exact = value.decimalValue();
    var whole = exact.toBigInteger().longValueExact();
    var rest = exact.subtract(new BigDecimal(whole)).movePointRight(9);
    return Instant.ofEpochSecond(whole, rest.longValue());
  }

  private static boolean isUsual(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(LAST);
  }
}
