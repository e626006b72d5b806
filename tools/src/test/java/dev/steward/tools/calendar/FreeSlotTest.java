package dev.steward.tools.calendar;

import static dev.steward.tools.calendar.Calendars.ANA;
import static dev.steward.tools.calendar.Calendars.BERLIN;
import static dev.steward.tools.calendar.Calendars.NOW;
import static dev.steward.tools.calendar.Calendars.booked;
import static dev.steward.tools.calendar.Calendars.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.when.DayWindow;
import dev.steward.testkit.InMemoryFactStore;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeSlotTest {
  private static final String POLICY = "Meeting times preferred: 9am-11am, 2pm-4pm";

  private final Calendar calendar = Calendars.empty();
  private final FactStore facts = new InMemoryFactStore();
  private int count;

  @Test
  void withoutAnySayTheFirstWorkingHourIsTaken() {
    assertThat(slot("2026-11-23", "2026-11-24", 30)).hasValue("2026-11-23T09:00");
  }

  @Test
  void theAttendeesPreferenceComesFirst() {
    prefers("John prefers afternoons");
    organisation(POLICY);

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T13:00");
    assertThat(basis("2026-11-30", "2026-12-01", 30, "John"))
        .containsExactly("John prefers afternoons");
  }

  @Test
  void theOrganisationsPolicyHoldsWhereNobodySaidOtherwise() {
    organisation(POLICY);
    organisation("Response SLA: 24 hours for emails, 2 hours for Slack");
    booked(calendar, plan("Morning", "2026-11-30T09:00", 120));

    assertThat(slot("2026-11-30", "2026-12-01", 30, "Sarah")).hasValue("2026-11-30T14:00");
    assertThat(basis("2026-11-30", "2026-12-01", 30, "Sarah")).containsExactly(POLICY);
  }

  @Test
  void theUsersOwnPreferenceBeatsTheOrganisations() {
    organisation(POLICY);
    prefers("I prefer meetings after 11");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "Sarah")).hasValue("2026-11-30T11:00");
  }

  @Test
  void attendeeAndUserAreBothObeyedWhereThatIsPossible() {
    prefers("John prefers mornings");
    prefers("My meetings should not start before 10");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T10:00");
    assertThat(basis("2026-11-30", "2026-12-01", 30, "John")).hasSize(2);
  }

  @Test
  void whereTheyExcludeEachOtherTheAttendeeWins() {
    prefers("John prefers mornings");
    prefers("I only meet in the afternoon");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T09:00");
  }

  @Test
  void theNewestPreferenceCounts() {
    prefers("John prefers mornings");
    prefers("John prefers afternoons");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T13:00");
  }

  @Test
  void anOldPreferenceIsFoundAmongThousandsOfFacts() {
    prefers("John prefers afternoons");
    for (var i = 0; i < 1_200; i++) {
      prefers("Sarah likes colour " + i);
    }

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T13:00");
  }

  @Test
  void aPreferenceThatWasTakenBackCountsNoMore() {
    prefers("John prefers afternoons");
    prefers("John no longer prefers afternoons");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T09:00");
  }

  @Test
  void preferencesForDaysAndForTimesAddUp() {
    prefers("John prefers 2pm-4pm");
    prefers("John never meets on Mondays");

    assertThat(slot("2026-11-30", "2026-12-04", 30, "John")).hasValue("2026-12-01T14:00");
  }

  @Test
  void aPreferenceForDaysLeavesTheTimesToThePolicy() {
    organisation("Meeting times preferred: 2pm-4pm");
    prefers("John never meets on Mondays");

    assertThat(slot("2026-11-30", "2026-12-04", 30, "John")).hasValue("2026-12-01T14:00");
    assertThat(basis("2026-11-30", "2026-12-04", 30, "John")).hasSize(2);
  }

  @Test
  void anotherPersonsPreferenceIsNotObeyed() {
    prefers("John Doe prefers afternoons");
    prefers("I like to meet with Sarah in the afternoon");
    prefers("Johnson prefers afternoons");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John Smith")).hasValue("2026-11-30T09:00");
  }

  @ParameterizedTest
  @CsvSource({
    "John",
    "john",
    "John Smith",
    "John Smith <js@example.com>",
    "john.smith@example.com",
    "JOHN"
  })
  void anAttendeeIsKnownByName(String attendee) {
    prefers("John's meetings are best in the afternoon");

    assertThat(slot("2026-11-30", "2026-12-01", 30, attendee)).hasValue("2026-11-30T13:00");
  }

  @Test
  void anotherUsersPreferencesAreNotSeen() {
    fact(new Scope("acme", "bob", ""), Layer.USER, Fact.Kind.PREFERENCE, "John prefers afternoons");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T09:00");
  }

  @Test
  void preferencesForOtherThingsThanMeetingsAreNotObeyed() {
    prefers("I prefer to write reports in the afternoon");

    assertThat(slot("2026-11-30", "2026-12-01", 30, "John")).hasValue("2026-11-30T09:00");
  }

  @Test
  void whatCanNotBeObeyedIsSetAsideAndSaid() {
    prefers("John prefers mornings");
    organisation(POLICY);
    booked(calendar, plan("Full", "2026-11-30T09:00", 180));

    var slot = find("2026-11-30", "2026-11-30", 30, "John").orElseThrow();

    assertThat(slot.start()).isEqualTo("2026-11-30T14:00");
    assertThat(slot.obeyed()).extracting(TimePreferences.Basis::text).containsExactly(POLICY);
    assertThat(slot.setAside())
        .extracting(TimePreferences.Basis::text)
        .containsExactly("John prefers mornings");
  }

  @Test
  void whereNothingIsFreeThereIsNoSlot() {
    booked(calendar, plan("Full", "2026-11-30T08:00", 10 * 60));

    assertThat(slot("2026-11-30", "2026-11-30", 30)).isEmpty();
    assertThat(slot("2026-11-28", "2026-11-29", 30)).isEmpty();
    assertThat(slot("2026-12-01", "2026-12-01", 9 * 60)).isEmpty();
  }

  @Test
  void expressTimesOutsideTheWorkingHoursAreUsedWhenNothingElseIs() {
    prefers("John prefers 7am-8am");

    assertThat(slot("2026-11-30", "2026-11-30", 30, "John")).hasValue("2026-11-30T07:00");
  }

  @Test
  void openTimesStayWithinTheWorkingHours() {
    prefers("John prefers to meet after 4pm");

    assertThat(slot("2026-11-30", "2026-11-30", 60, "John")).hasValue("2026-11-30T16:00");
    booked(calendar, plan("Last", "2026-11-30T16:00", 60));
    assertThat(slot("2026-11-30", "2026-11-30", 60, "John")).hasValue("2026-11-30T09:00");
  }

  @Test
  void aSlotNeverLiesInThePast() {
    var now = Instant.parse("2026-11-30T09:05:00Z");

    var slot =
        calendar.freeSlot(ANA, search("2026-11-30", "2026-12-01", 30, BERLIN), List.of(), now);

    assertThat(slot.orElseThrow().start()).isEqualTo("2026-11-30T10:15");
  }

  @Test
  void seriesAndEventsInOtherZonesAreInTheWay() {
    booked(calendar, plan("Weekly", "2026-11-02T09:00", 60, BERLIN, "FREQ=WEEKLY"));
    booked(calendar, plan("US", "2026-11-30T04:00", 60, ZoneId.of("America/New_York"), ""));

    assertThat(slot("2026-11-30", "2026-11-30", 30)).hasValue("2026-11-30T11:00");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2027-03-27",
    "Europe/Berlin, 2026-10-24",
    "America/New_York, 2027-03-13",
    "America/New_York, 2026-10-31",
    "Australia/Lord_Howe, 2027-04-03",
    "Australia/Lord_Howe, 2026-10-03",
    "Asia/Kolkata, 2026-11-28",
  })
  void inWeeksWhenTheClocksChangeEverySlotIsRealFreeAndWithinHours(String zoneId, String day) {
    var zone = ZoneId.of(zoneId);
    var allDay =
        new WorkingHours(
            EnumSet.allOf(DayOfWeek.class),
            List.of(new DayWindow(LocalTime.of(1, 30), LocalTime.of(4, 0))));
    var nights = new Calendar(new dev.steward.testkit.InMemoryEventStore(), allDay);
    var random = new Random(7);
    var from = LocalDateTime.parse(day + "T00:00");
    var now = from.minusDays(3).atZone(zone).toInstant();
    var ends = Instant.EPOCH;
    for (var i = 0; i < 40; i++) {
      var duration = Duration.ofMinutes(15L * (1 + random.nextInt(4)));
      var found =
          nights.freeSlot(
              ANA, new SlotSearch(from, from.plusDays(3), zone, duration), List.of(), now);
      if (found.isEmpty()) {
        break;
      }
      var slot = found.get();
      var start = slot.start().atZone(zone);
      assertThat(start.toLocalDateTime()).isEqualTo(slot.start());
      assertThat(slot.start().getMinute() % 15).isZero();
      assertThat(slot.start().toLocalTime()).isAfterOrEqualTo(LocalTime.of(1, 30));
      var closes = ZonedDateTime.of(slot.start().toLocalDate(), LocalTime.of(4, 0), zone);
      assertThat(start.toInstant().plus(duration)).isBeforeOrEqualTo(closes.toInstant());
      var plan = new Plan("N" + i, slot.start(), duration, zone, List.of(), "", "");
      assertThat(nights.create(ANA, plan, false, "k" + i, now)).isInstanceOf(Booking.Booked.class);
      ends = ends.isAfter(start.toInstant()) ? ends : start.toInstant();
    }
    assertThat(ends).isAfter(from.plusDays(2).atZone(zone).toInstant());
  }

  @Test
  void slotsCanBeFoundAndBookedUntilTheWeekIsFull() {
    var booked = 0;
    while (true) {
      var slot = find("2026-11-30", "2026-12-06", 60);
      if (slot.isEmpty()) {
        break;
      }
      booked(calendar, plan("E" + booked, slot.get().start().toString(), 60));
      booked++;
    }

    assertThat(booked).isEqualTo(5 * 8);
  }

  private Optional<String> slot(String from, String to, int minutes, String... attendees) {
    return find(from, to, minutes, attendees).map(slot -> slot.start().toString());
  }

  private List<String> basis(String from, String to, int minutes, String... attendees) {
    return find(from, to, minutes, attendees).orElseThrow().obeyed().stream()
        .map(TimePreferences.Basis::text)
        .toList();
  }

  private Optional<Slot> find(String from, String to, int minutes, String... attendees) {
    var wishes = new TimePreferences(facts).wishes(ANA, List.of(attendees), NOW);
    return calendar.freeSlot(ANA, search(from, to, minutes, BERLIN), wishes, NOW);
  }

  private static SlotSearch search(String from, String to, int minutes, ZoneId zone) {
    return new SlotSearch(
        LocalDateTime.parse(from + "T00:00"),
        LocalDateTime.parse(to + "T00:00").plusDays(1),
        zone,
        Duration.ofMinutes(minutes));
  }

  private void prefers(String text) {
    fact(new Scope("acme", "ana", ""), Layer.USER, Fact.Kind.PREFERENCE, text);
  }

  private void organisation(String text) {
    fact(new Scope("acme", "", ""), Layer.ORGANISATION, Fact.Kind.POLICY, text);
  }

  private void fact(Scope scope, Layer layer, Fact.Kind kind, String text) {
    count++;
    var at = NOW.minus(1, ChronoUnit.DAYS).plusSeconds(count);
    var fact = Fact.of("f" + count, scope, layer, kind, "", text, "m" + count, "ana", at);
    facts.write(FactStore.Batch.of(fact));
  }
}
