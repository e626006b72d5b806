package dev.steward.tools.calendar;

import static dev.steward.tools.calendar.Calendars.ANA;
import static dev.steward.tools.calendar.Calendars.BERLIN;
import static dev.steward.tools.calendar.Calendars.BOB;
import static dev.steward.tools.calendar.Calendars.NOW;
import static dev.steward.tools.calendar.Calendars.all;
import static dev.steward.tools.calendar.Calendars.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.calendar.Event;
import dev.steward.testkit.InMemoryEventStore;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcsTest {
  private final InMemoryEventStore store = new InMemoryEventStore();
  private final Calendar calendar = new Calendar(store, WorkingHours.DEFAULT);

  @Test
  void whatIsExportedComesBackAsItWas() {
    var random = new Random(11);
    var zones =
        List.of(
            "Europe/Berlin",
            "UTC",
            "Asia/Kolkata",
            "America/New_York",
            "+02:00",
            "Z",
            "Australia/Lord_Howe");
    var titles =
        List.of(
            "Plain",
            "A, b; c\\d \"e\": f\nnext line",
            "😀".repeat(60) + " end",
            "فريق العمل — اجتماع " + "أ".repeat(80),
            "\u202Eevil RTL",
            "x".repeat(200) + "é".repeat(200),
            " \tspaces\t inside");
    var people =
        List.of(
            List.<String>of(),
            List.of("John", "Ann Lee <ann@example.com>", "bob@example.com"),
            List.of(
                "Lee, \"Ann\": the; 1st <ann@example.com>", "no <address>", "Zoë ^n 😀", "a <b"));
    var rules =
        List.of(
            "",
            "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10",
            "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20301231T225959Z");
    var events = new ArrayList<Event>();
    for (var i = 0; i < 200; i++) {
      var start = LocalDateTime.parse("2026-01-01T00:00").plusMinutes(random.nextInt(600_000));
      events.add(
          new Event(
              "e" + i + "@host/😀,;:\\",
              "acme",
              "ana",
              titles.get(i % titles.size()).strip(),
              start,
              Duration.ofMinutes(random.nextInt(3_000)),
              ZoneId.of(zones.get(random.nextInt(zones.size()))),
              people.get(random.nextInt(people.size())),
              rules.get(random.nextInt(rules.size())),
              i % 3 == 0 ? List.of(start.plusDays(7), start.plusDays(14)) : List.of(),
              i % 5 == 0 ? Event.Status.CANCELLED : Event.Status.CONFIRMED,
              random.nextInt(4),
              i % 2 == 0 ? "m" + i : "",
              NOW.minusSeconds(i)));
    }
    events.forEach(event -> store.put(event, "key " + event.id()));
    var other = new InMemoryEventStore();
    var elsewhere = new Calendar(other, WorkingHours.DEFAULT);

    var result = elsewhere.importIcs(ANA, calendar.exportIcs(ANA), ZoneId.of("Asia/Tokyo"), NOW);

    assertThat(result.refused()).isEmpty();
    assertThat(result.added()).isEqualTo(200);
    assertThat(other.events("acme", "ana")).isEqualTo(store.events("acme", "ana"));
    assertThat(elsewhere.exportIcs(ANA)).isEqualTo(calendar.exportIcs(ANA));
  }

  @Test
  void anotherReaderUnderstandsWhatIsExported() throws Exception {
    calendar.create(
        ANA,
        plan("Jour fixe, 😀; all", "2027-03-22T10:00", 45, BERLIN, "FREQ=WEEKLY;COUNT=3"),
        false,
        "k1",
        NOW);
    calendar.create(
        ANA, plan("Tokyo", "2027-03-22T20:00", 45, ZoneId.of("Asia/Tokyo"), ""), false, "k2", NOW);

    var ics = calendar.exportIcs(ANA);
    var read = new CalendarBuilder().build(new StringReader(ics));

    assertThat(read.validate().hasErrors()).isFalse();
    var events = read.<VEvent>getComponents("VEVENT");
    assertThat(events).hasSize(2);
    assertThat(ics.lines().map(line -> line.getBytes(StandardCharsets.UTF_8).length))
        .allMatch(length -> length <= 75);
    assertThat(new String(ics.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(ics);
  }

  @Test
  void importingTwiceChangesNothing() {
    var ics =
        file(
            event("UID:a", "DTSTART:20261130T090000Z", "DTEND:20261130T100000Z", "SUMMARY:One"),
            event("UID:b", "DTSTART;VALUE=DATE:20261201", "SUMMARY:Two"),
            event("DTSTART:20261203T090000", "SUMMARY:Without a name"));

    var first = imported(ics);
    var before = store.events("acme", "ana");
    var second = calendar.importIcs(ANA, ics, BERLIN, NOW.plusSeconds(3600));

    assertThat(first).isEqualTo(new Calendar.Import(3, 0, 0, List.of()));
    assertThat(second).isEqualTo(new Calendar.Import(0, 0, 3, List.of()));
    assertThat(store.events("acme", "ana")).isEqualTo(before);
  }

  @Test
  void anOlderVersionDoesNotReplaceANewerOne() {
    imported(file(event("UID:a", "SEQUENCE:2", "DTSTART:20261130T090000", "SUMMARY:New")));
    imported(file(event("UID:a", "SEQUENCE:1", "DTSTART:20261129T090000", "SUMMARY:Old")));
    assertThat(only().title()).isEqualTo("New");

    imported(file(event("UID:a", "SEQUENCE:3", "DTSTART:20261128T090000", "SUMMARY:Newest")));
    assertThat(only().title()).isEqualTo("Newest");
  }

  @Test
  void ofTheSameSequenceTheLaterChangeCounts() {
    imported(
        file(
            event(
                "UID:a",
                "LAST-MODIFIED:20261102T000000Z",
                "DTSTART:20261130T090000",
                "SUMMARY:B")));
    imported(
        file(
            event(
                "UID:a",
                "LAST-MODIFIED:20261101T000000Z",
                "DTSTART:20261130T090000",
                "SUMMARY:A")));
    assertThat(only().title()).isEqualTo("B");

    imported(
        file(
            event(
                "UID:a",
                "LAST-MODIFIED:20261103T000000Z",
                "DTSTART:20261130T090000",
                "SUMMARY:C")));
    assertThat(only().title()).isEqualTo("C");
    assertThat(imported(file(event("UID:a", "DTSTART:20261130T090000", "SUMMARY:D"))).changed())
        .isEqualTo(1);
  }

  @Test
  void whatWasMovedHereIsNotMovedBackByTheFileItCameFrom() {
    var ics = file(event("UID:a", "DTSTART:20261130T090000", "DURATION:PT1H", "SUMMARY:One"));
    imported(ics);
    calendar.move(
        ANA, "a", LocalDateTime.parse("2026-12-01T10:00"), BERLIN, Duration.ZERO, false, "m", NOW);

    imported(ics);

    assertThat(only().start()).isEqualTo("2026-12-01T10:00");
  }

  @Test
  void twoUsersMayImportTheSameInvitation() {
    var ics =
        file(event("UID:shared", "SEQUENCE:1", "DTSTART:20261130T090000", "SUMMARY:All hands"));

    calendar.importIcs(ANA, ics, BERLIN, NOW);
    var result = calendar.importIcs(BOB, ics, BERLIN, NOW);
    var again = calendar.importIcs(BOB, ics, BERLIN, NOW);

    assertThat(result.added()).isEqualTo(1);
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(all(calendar, ANA)).hasSize(1);
    assertThat(all(calendar, BOB)).hasSize(1);
    assertThat(calendar.exportIcs(BOB)).contains("UID:shared\r\n");
    assertThat(all(new Calendar(store, WorkingHours.DEFAULT), new Scope("other", "ana", "")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DTSTART;TZID=America/New_York:20261130T090000 | 2026-11-30T14:00:00Z",
        "DTSTART;TZID=W. Europe Standard Time:20261130T090000 | 2026-11-30T08:00:00Z",
        "DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20261130T090000 | 2026-11-30T00:00:00Z",
        "DTSTART;TZID=\"(UTC+05:30) Somewhere\":20261130T090000 | 2026-11-30T03:30:00Z",
        "DTSTART;TZID=GMT-0300:20261130T090000 | 2026-11-30T12:00:00Z",
        "DTSTART:20261130T090000Z | 2026-11-30T09:00:00Z",
        "DTSTART:20261130T090000 | 2026-11-30T08:00:00Z",
        "DTSTART;VALUE=DATE:20261130 | 2026-11-29T23:00:00Z",
        "dtstart;value=date-time:20261130T090000 | 2026-11-30T08:00:00Z",
      })
  void timesAreUnderstoodInEveryForm(String start, String instant) {
    imported(file(event("UID:a", start, "SUMMARY:One")));

    assertThat(only().startsAt()).isEqualTo(instant);
  }

  @Test
  void aZoneThatOnlyTheFileDescribesIsRecognised() {
    var zone =
        """
        BEGIN:VTIMEZONE
        TZID:Our office
        BEGIN:STANDARD
        DTSTART:16011028T030000
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010325T020000
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        END:DAYLIGHT
        END:VTIMEZONE
        """;
    imported(file(zone, event("UID:a", "DTSTART;TZID=Our office:20260701T090000", "SUMMARY:One")));

    assertThat(only().zone()).isEqualTo(BERLIN);
  }

  @Test
  void aZoneThatNobodyKnowsIsNotGuessed() {
    var result = imported(file(event("UID:a", "DTSTART;TZID=Middle Earth:20261130T090000")));

    assertThat(result.added()).isZero();
    assertThat(result.refused()).singleElement().asString().contains("time zone");
  }

  @Test
  void allDayEventsLastTheirDays() {
    imported(
        file(
            event(
                "UID:a",
                "DTSTART;VALUE=DATE:20261201",
                "DTEND;VALUE=DATE:20261203",
                "SUMMARY:Fair"),
            event("UID:b", "DTSTART;VALUE=DATE:20270328", "SUMMARY:The short day")));

    assertThat(store.events("acme", "ana"))
        .extracting(Event::endsAt)
        .containsExactly(
            Instant.parse("2026-12-02T23:00:00Z"), Instant.parse("2027-03-28T22:00:00Z"));
  }

  @Test
  void aSeriesKeepsItsExceptionsAndItsUnlikeInstances() {
    var ics =
        file(
            event(
                "UID:s",
                "DTSTART;TZID=Europe/Berlin:20261130T100000",
                "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY;COUNT=4",
                "EXDATE;TZID=Europe/Berlin:20261207T100000",
                "SUMMARY:Weekly"),
            event(
                "UID:s",
                "RECURRENCE-ID:20261214T090000Z",
                "DTSTART;TZID=Europe/Berlin:20261215T150000",
                "DURATION:PT1H",
                "SUMMARY:Weekly, moved"));

    imported(ics);
    var again = imported(ics);

    assertThat(all(calendar, ANA))
        .extracting(event -> event.start().toString())
        .containsExactly("2026-11-30T10:00", "2026-12-15T15:00", "2026-12-21T10:00");
    assertThat(again.unchanged()).isEqualTo(2);
  }

  @Test
  void aChangeOfOneInstanceMayComeLater() {
    imported(
        file(
            event(
                "UID:s",
                "DTSTART:20261130T100000",
                "RRULE:FREQ=WEEKLY;COUNT=2",
                "SUMMARY:Weekly")));
    imported(
        file(
            event(
                "UID:s",
                "RECURRENCE-ID:20261207T100000",
                "DTSTART:20261208T110000",
                "SUMMARY:Once")));

    assertThat(all(calendar, ANA))
        .extracting(event -> event.start().toString())
        .containsExactly("2026-11-30T10:00", "2026-12-08T11:00");
  }

  @Test
  void cancellationsAreTakenOver() {
    imported(file(event("UID:a", "DTSTART:20261130T090000", "SUMMARY:One")));
    imported(
        file(
            event(
                "UID:a",
                "SEQUENCE:1",
                "STATUS:CANCELLED",
                "DTSTART:20261130T090000",
                "SUMMARY:One")));
    assertThat(all(calendar, ANA)).isEmpty();

    imported(file("METHOD:CANCEL", event("UID:b", "DTSTART:20261130T090000", "SUMMARY:Two")));
    assertThat(all(calendar, ANA)).isEmpty();
  }

  @Test
  void foldedEscapedAndParameterisedLinesAreRead() {
    imported(
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:a
        DTSTART;TZID=Europe/Berlin:2026
         1130T090000
        SUMMARY;LANGUAGE=en:Caf\u00e9\\, 😀\\; very
        \t long\\nindeed
        ATTENDEE;CN="Lee, Ann";ROLE=REQ-PARTICIPANT:MAILTO:ann@example.com
        ATTENDEE:mailto:bob@example.com
        ATTENDEE;CN=Carl:urn:uuid:1
        this line is nonsense

        BEGIN:VALARM
        TRIGGER:-PT15M
        SUMMARY:Not the title
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        """);

    assertThat(only().title()).isEqualTo("Café, 😀; very long\nindeed");
    assertThat(only().start()).isEqualTo("2026-11-30T09:00");
    assertThat(only().attendees())
        .containsExactly("Lee, Ann <ann@example.com>", "bob@example.com", "Carl");
  }

  @Test
  void oneBadEventDoesNotSpoilTheOthers() {
    var result =
        imported(
            file(
                event("UID:a", "SUMMARY:No start"),
                event("UID:b", "DTSTART:20261130T090000", "RRULE:FREQ=SECONDLY", "SUMMARY:Much"),
                event("UID:c", "DTSTART:tomorrow", "SUMMARY:When?"),
                event("UID:d", "DTSTART:20261130T090000", "DTEND:20261130T080000", "SUMMARY:Back"),
                event("UID:e", "DTSTART:99991231T090000", "SUMMARY:Far"),
                event("UID:f", "DTSTART:20261130T090000", "SUMMARY:Good")));

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.refused()).hasSize(5);
    assertThat(only().title()).isEqualTo("Good");
  }

  @Test
  void aSeriesWithoutEndIsBounded() {
    imported(file(event("UID:a", "DTSTART:19000101T090000", "RRULE:FREQ=DAILY", "SUMMARY:Daily")));

    var day = calendar.list(ANA, NOW, NOW.plus(Duration.ofDays(1)));

    assertThat(day).hasSize(1);
    assertThatThrownBy(() -> calendar.list(ANA, Instant.MIN, Instant.MAX))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.LIMIT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   \r\n ",
        "hello",
        "<html></html>",
        "BEGIN:VCARD\nEND:VCARD",
        "BEGIN:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261130T090000",
        "\u0000\u0001\u0002",
      })
  void whatIsNoCalendarFileIsRefusedWhole(String text) {
    assertThatThrownBy(() -> imported(text))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("calendar file was not read");
    assertThat(store.events("acme", "ana")).isEmpty();
  }

  @Test
  void hostileFilesAreRefused() {
    var deep = "BEGIN:VCALENDAR\n" + "BEGIN:X\n".repeat(100_000);
    assertThatThrownBy(() -> imported(deep)).hasMessageContaining("nested deeper");

    var many = file(event("UID:a").repeat(100_000));
    assertThatThrownBy(() -> imported(many)).hasMessageContaining("more than 10000 events");

    var huge = file(event("SUMMARY:" + "x".repeat(10_000_000)));
    assertThatThrownBy(() -> imported(huge)).hasMessageContaining("characters");

    var long1 =
        file(event("UID:a", "DTSTART:20261130T090000", "SUMMARY:" + "😀".repeat(1_000_000)));
    assertThat(imported(long1).added()).isEqualTo(1);
    assertThat(only().title()).hasSizeLessThanOrEqualTo(500);

    var crowd =
        file(
            event(
                "UID:b",
                "DTSTART:20261130T090000",
                "ATTENDEE:mailto:a@example.com\r\n".repeat(1_000)));
    assertThat(imported(crowd).refused()).hasSize(1);
    var odd = file(event("UID:b", "DTSTART:20261130T090000", "ATTENDEE:" + "@".repeat(1_000_000)));
    assertThat(imported(odd).refused()).hasSize(1);
  }

  @Test
  void aTimeInUtcIsShownOnTheOwnersClock() {
    imported(file(event("UID:a", "DTSTART:20260630T090000Z", "SUMMARY:One")));

    assertThat(only().zone()).isEqualTo(BERLIN);
    assertThat(only().start()).isEqualTo("2026-06-30T11:00");
    assertThat(only().startsAt())
        .isEqualTo(LocalDateTime.parse("2026-06-30T09:00").toInstant(ZoneOffset.UTC));
  }

  private Calendar.Import imported(String ics) {
    return calendar.importIcs(ANA, ics, BERLIN, NOW);
  }

  private Event only() {
    var events = store.events("acme", "ana");
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private static String event(String... lines) {
    return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
  }

  private static String file(String... parts) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        + String.join("\r\n", parts).replace("\r\n\r\n", "\r\n")
        + "\r\nEND:VCALENDAR\r\n";
  }
}
