package dev.steward.tools.calendar;

import static dev.steward.tools.calendar.Calendars.BERLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=WEEKLY;COUNT=3 | 2026-11-30 2026-12-07 2026-12-14",
        "FREQ=DAILY;INTERVAL=2;COUNT=3 | 2026-11-30 2026-12-02 2026-12-04",
        "FREQ=MONTHLY;COUNT=3 | 2026-11-30 2026-12-30 2027-01-30",
        "FREQ=MONTHLY;BYDAY=-1MO;COUNT=3 | 2026-11-30 2026-12-28 2027-01-25",
        "FREQ=MONTHLY;BYMONTHDAY=30;COUNT=4 | 2026-11-30 2026-12-30 2027-01-30 2027-03-30",
        "FREQ=YEARLY;COUNT=2 | 2026-11-30 2027-11-30",
        "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261209T090000Z | 2026-11-30 2026-12-02 2026-12-07 2026-12-09",
        "FREQ=WEEKLY;UNTIL=20261207 | 2026-11-30 2026-12-07",
        "FREQ=WEEKLY;BYDAY=MO,WE,MO;COUNT=4 | 2026-11-30 2026-12-02 2026-12-07 2026-12-09",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=3 | 2026-11-30 2026-12-01 2026-12-08",
        "weekly | 2026-11-30 2026-12-07 2026-12-14 2026-12-21",
      })
  void instancesAreFound(String rule, String days) {
    var event = event("2026-11-30T10:00", Recurrence.checked(rule, BERLIN));

    var starts = Recurrence.starts(event, event.start(), LocalDateTime.parse("2028-01-01T00:00"));

    assertThat(starts.stream().map(start -> start.toLocalDate().toString()).limit(4))
        .startsWith(days.split(" ", -1));
    if (rule.contains("COUNT") || rule.contains("UNTIL")) {
      assertThat(starts).hasSize(days.split(" ", -1).length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=SU,MO",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;INTERVAL=5",
        "FREQ=MONTHLY;BYDAY=2MO",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=3;BYMONTH=2,5;BYMONTHDAY=1",
        "FREQ=WEEKLY;COUNT=400",
        "FREQ=DAILY;BYHOUR=9,15;UNTIL=20270101T000000Z",
      })
  void aLaterWindowHasTheInstancesThatTheWholeSeriesHasThere(String rule) {
    var event = event("2021-01-31T10:00", Recurrence.checked(rule, BERLIN));
    var end = LocalDateTime.parse("2028-01-01T00:00");
    var whole = Recurrence.starts(event, event.start(), end);

    for (var from = LocalDateTime.parse("2026-10-01T00:00");
        from.isBefore(end.minusDays(50));
        from = from.plusDays(17).plusHours(5)) {
      var begin = from;
      var to = from.plusDays(40);
      assertThat(Recurrence.starts(event, begin, to))
          .isEqualTo(whole.stream().filter(s -> !s.isBefore(begin) && !s.isAfter(to)).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;COUNT=3",
        "COUNT=3",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;COUNT=9999",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;UNTIL=20269999",
        "FREQ=DAILY;UNTIL=20261207;COUNT=3",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYSECOND=0,1,2,3",
        "every monday",
        "FREQ=WEEKLY;BYDAY=MO\nATTACH:x",
        "=",
        ";",
      })
  void whatACalendarCanNotHoldIsRefused(String rule) {
    assertThatThrownBy(() -> Recurrence.checked(rule, BERLIN))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("FREQ=WEEKLY;COUNT=4");
  }

  @Test
  void aRuleThatNeverComesTrueEnds() {
    var event = event("2026-11-30T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");

    assertThat(Recurrence.starts(event, event.start(), LocalDateTime.parse("2200-01-01T00:00")))
        .containsExactly(event.start());
  }

  private static Event event(String start, String rule) {
    return new Event(
        "e1",
        "acme",
        "ana",
        "Title",
        LocalDateTime.parse(start),
        Duration.ofMinutes(30),
        BERLIN,
        List.of(),
        rule,
        List.of(),
        Event.Status.CONFIRMED,
        0,
        "",
        Instant.EPOCH);
  }
}
