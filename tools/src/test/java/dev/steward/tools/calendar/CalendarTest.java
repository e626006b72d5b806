package dev.steward.tools.calendar;

import static dev.steward.tools.calendar.Calendars.ANA;
import static dev.steward.tools.calendar.Calendars.BERLIN;
import static dev.steward.tools.calendar.Calendars.BOB;
import static dev.steward.tools.calendar.Calendars.NOW;
import static dev.steward.tools.calendar.Calendars.all;
import static dev.steward.tools.calendar.Calendars.booked;
import static dev.steward.tools.calendar.Calendars.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalendarTest {
  private final Calendar calendar = Calendars.empty();

  @Test
  void whatIsBookedIsListed() {
    var event = booked(calendar, plan("Website", "2026-11-30T09:00", 30));

    assertThat(all(calendar, ANA)).containsExactly(event);
    assertThat(event.startsAt()).isEqualTo(Instant.parse("2026-11-30T08:00:00Z"));
    assertThat(event.source()).isEqualTo("m1");
  }

  @Test
  void bookingTwiceWithOneKeyIsBookingOnce() {
    var plan = plan("Website", "2026-11-30T09:00", 30);

    var first = calendar.create(ANA, plan, false, "run/3", NOW);
    var again = calendar.create(ANA, plan, false, "run/3", NOW.plusSeconds(60));

    assertThat(again).isEqualTo(first);
    assertThat(all(calendar, ANA)).hasSize(1);
  }

  @Test
  void theIdComesFromTheKey() {
    var plan = plan("Website", "2026-11-30T09:00", 30);

    var here = calendar.create(ANA, plan, false, "run/3", NOW);
    var elsewhere = Calendars.empty().create(ANA, plan, false, "run/3", NOW);

    assertThat(here).isEqualTo(elsewhere);
  }

  @Test
  void aTakenTimeIsRefusedWithWhatTakesIt() {
    var first = booked(calendar, plan("Website", "2026-11-30T09:00", 30));

    var second = calendar.create(ANA, plan("Other", "2026-11-30T09:29", 5), false, "k2", NOW);

    assertThat(second).isEqualTo(new Booking.Clash(List.of(first)));
    assertThat(all(calendar, ANA)).hasSize(1);
  }

  @Test
  void aTakenTimeIsBookedIfThatIsWanted() {
    booked(calendar, plan("Website", "2026-11-30T09:00", 30));

    var second = calendar.create(ANA, plan("Other", "2026-11-30T09:00", 30), true, "k2", NOW);

    assertThat(second).isInstanceOf(Booking.Booked.class);
  }

  @Test
  void eventsMayTouch() {
    booked(calendar, plan("One", "2026-11-30T09:00", 30));
    booked(calendar, plan("Two", "2026-11-30T09:30", 30));

    assertThat(all(calendar, ANA)).hasSize(2);
  }

  @Test
  void clashesAreSeenAcrossTimeZones() {
    booked(calendar, plan("Berlin", "2026-11-30T15:00", 60));
    var newYork = plan("New York", "2026-11-30T09:30", 30, ZoneId.of("America/New_York"), "");

    assertThat(calendar.create(ANA, newYork, false, "k", NOW)).isInstanceOf(Booking.Clash.class);
  }

  @Test
  void laterInstancesOfASeriesClashToo() {
    booked(calendar, plan("Weekly", "2026-11-30T09:00", 60, BERLIN, "FREQ=WEEKLY"));

    var clash = calendar.create(ANA, plan("Late", "2027-06-07T09:30", 60), false, "k", NOW);

    assertThat(clash).isInstanceOf(Booking.Clash.class);
    var other =
        calendar.create(
            ANA, plan("Daily", "2026-12-01T08:30", 45, BERLIN, "FREQ=DAILY"), false, "k2", NOW);
    assertThat(other).isInstanceOf(Booking.Clash.class);
  }

  @Test
  void nobodyElsesCalendarIsTouchedOrSeen() {
    var event = booked(calendar, plan("Website", "2026-11-30T09:00", 30));

    assertThat(all(calendar, BOB)).isEmpty();
    assertThat(calendar.find(BOB, event.id())).isEmpty();
    assertThatThrownBy(() -> calendar.cancel(BOB, event.id(), "k", NOW))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER));
    assertThat(calendar.create(BOB, plan("Mine", "2026-11-30T09:00", 30), false, "k", NOW))
        .isInstanceOf(Booking.Booked.class);
  }

  @Test
  void movingTellsWhereTheEventWasHoweverOftenItIsDone() {
    var event = booked(calendar, plan("Website", "2026-11-30T09:00", 30));

    var moved = move(event, "2026-12-01T10:00", "move/1");
    var again = move(event, "2026-12-01T10:00", "move/1");

    assertThat(again).isEqualTo(moved);
    assertThat(moved)
        .isInstanceOfSatisfying(
            Booking.Moved.class,
            done -> {
              assertThat(done.previous()).isEqualTo(event);
              assertThat(done.event().start()).isEqualTo("2026-12-01T10:00");
              assertThat(done.event().sequence()).isEqualTo(1);
              assertThat(done.event().duration()).isEqualTo(Duration.ofMinutes(30));
            });
  }

  @Test
  void movingOntoAnotherEventIsRefused() {
    var event = booked(calendar, plan("Website", "2026-11-30T09:00", 30));
    booked(calendar, plan("Other", "2026-12-01T10:00", 30));

    assertThat(move(event, "2026-12-01T10:15", "m")).isInstanceOf(Booking.Clash.class);
    assertThat(calendar.find(ANA, event.id())).contains(event);
  }

  @Test
  void movingWithinItsOwnTimeIsNoClash() {
    var event = booked(calendar, plan("Website", "2026-11-30T09:00", 30));

    assertThat(move(event, "2026-11-30T09:15", "m")).isInstanceOf(Booking.Moved.class);
  }

  @Test
  void aSeriesMovesAsAWhole() {
    var event =
        booked(
            calendar,
            plan("Weekly", "2026-11-30T09:00", 30, BERLIN, "FREQ=WEEKLY;BYDAY=MO;COUNT=3"));

    move(event, "2026-12-01T10:00", "m");

    assertThat(all(calendar, ANA))
        .extracting(Event::start)
        .containsExactly(
            LocalDateTime.parse("2026-12-01T10:00"),
            LocalDateTime.parse("2026-12-08T10:00"),
            LocalDateTime.parse("2026-12-15T10:00"));
  }

  @Test
  void aSeriesDoesNotMoveAwayFromItsRule() {
    var event =
        booked(
            calendar,
            plan("Two a week", "2026-11-30T09:00", 30, BERLIN, "FREQ=WEEKLY;BYDAY=MO,TH"));

    assertThatThrownBy(() -> move(event, "2026-12-01T10:00", "m"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("FREQ=WEEKLY;BYDAY=MO,TH");
  }

  @Test
  void whatIsCancelledFreesItsTimeAndStaysFindable() {
    var event = booked(calendar, plan("Website", "2026-11-30T09:00", 30));

    var cancelled = calendar.cancel(ANA, event.id(), "c1", NOW);

    assertThat(cancelled.status()).isEqualTo(Event.Status.CANCELLED);
    assertThat(calendar.cancel(ANA, event.id(), "c1", NOW)).isEqualTo(cancelled);
    assertThat(calendar.cancel(ANA, event.id(), "c2", NOW)).isEqualTo(cancelled);
    assertThat(all(calendar, ANA)).isEmpty();
    assertThat(calendar.list(ANA, event.startsAt(), event.endsAt(), true)).hasSize(1);
    booked(calendar, plan("Other", "2026-11-30T09:00", 30));
    assertThatThrownBy(() -> move(event, "2026-12-01T10:00", "m"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cancelled");
  }

  @Test
  void aWeeklyMeetingStaysAtTenWhenTheClocksChange() {
    booked(calendar, plan("Weekly", "2027-03-22T10:00", 30, BERLIN, "FREQ=WEEKLY;COUNT=2"));

    assertThat(all(calendar, ANA))
        .extracting(Event::startsAt)
        .containsExactly(
            Instant.parse("2027-03-22T09:00:00Z"), Instant.parse("2027-03-29T08:00:00Z"));
  }

  @Test
  void aTimeThatTheClocksSkipIsRefused() {
    assertThatThrownBy(() -> booked(calendar, plan("Night", "2027-03-28T02:30", 30)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void impossiblePlansAreRefused() {
    for (var plan :
        IntStream.of(0, -5, 15 * 24 * 60)
            .mapToObj(minutes -> plan("Odd", "2026-11-30T09:00", minutes))
            .toList()) {
      assertThatThrownBy(() -> booked(calendar, plan))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("duration");
    }
    assertThatThrownBy(() -> booked(calendar, plan(" ", "2026-11-30T09:00", 30)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("title");
  }

  @Test
  void aThousandRandomBookingsNeverOverlap() {
    var random = new Random(20261123);
    var zones = List.of(BERLIN, ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"));
    var first = LocalDateTime.parse("2027-03-01T00:00");
    for (var i = 0; i < 1_000; i++) {
      var zone = zones.get(random.nextInt(zones.size()));
      var start = first.plusMinutes(15L * random.nextInt(40 * 96));
      var recurrence = i % 100 == 0 ? "FREQ=WEEKLY;COUNT=3" : "";
      if (!zone.getRules().getValidOffsets(start).isEmpty()) {
        var minutes = 15 * (1 + random.nextInt(8));
        calendar.create(
            ANA, plan("E" + i, start.toString(), minutes, zone, recurrence), false, "k" + i, NOW);
      }
    }

    var events = all(calendar, ANA);
    assertThat(events).hasSizeGreaterThan(100);
    for (var i = 1; i < events.size(); i++) {
      assertThat(events.get(i).startsAt()).isAfterOrEqualTo(events.get(i - 1).endsAt());
    }
  }

  @Test
  void ofManyWhoWantOneSlotAtOnceOneGetsIt() throws Exception {
    var attempts = new ArrayList<Callable<Booking>>();
    for (var i = 0; i < 50; i++) {
      var key = "k" + i;
      attempts.add(() -> calendar.create(ANA, plan(key, "2026-11-30T09:00", 30), false, key, NOW));
    }
    var booked = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var attempt : threads.invokeAll(attempts)) {
        booked += attempt.get() instanceof Booking.Booked ? 1 : 0;
      }
    }

    assertThat(booked).isEqualTo(1);
    assertThat(all(calendar, ANA)).hasSize(1);
  }

  private Booking move(Event event, String start, String key) {
    return calendar.move(
        ANA, event.id(), LocalDateTime.parse(start), BERLIN, Duration.ZERO, false, key, NOW);
  }
}
