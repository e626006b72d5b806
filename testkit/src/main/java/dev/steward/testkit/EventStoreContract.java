package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import dev.steward.core.calendar.EventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [EventStore] promises.
public interface EventStoreContract {
  LocalDateTime TEN = LocalDateTime.parse("2026-11-23T10:00:00");
  ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// The store under test: empty when a test begins, and the same one throughout it.
  EventStore events();

  @Test
  default void anEventIsFoundAsItWas() {
    var event = event("acme", "ana", "e1", TEN);

    assertThat(events().put(event, "k1")).isEqualTo(event);

    assertThat(events().find("acme", "ana", "e1")).contains(event);
    assertThat(events().find("acme", "ana", "e2")).isEmpty();
  }

  @Test
  default void aLaterWriteReplacesTheEvent() {
    var moved = event("acme", "ana", "e1", TEN.plusDays(1));
    events().put(event("acme", "ana", "e1", TEN), "k1");

    assertThat(events().put(moved, "k2")).isEqualTo(moved);

    assertThat(events().find("acme", "ana", "e1")).contains(moved);
    assertThat(events().events("acme", "ana")).containsExactly(moved);
  }

  @Test
  default void aWriteWithTheSameKeyChangesNothing() {
    var first = event("acme", "ana", "e1", TEN);
    events().put(first, "k1");

    assertThat(events().put(event("acme", "ana", "e1", TEN.plusDays(1)), "k1")).isEqualTo(first);
    assertThat(events().put(event("acme", "ana", "e2", TEN), "k1")).isEqualTo(first);

    assertThat(events().events("acme", "ana")).containsExactly(first);
  }

  @Test
  default void aRepeatedWriteDoesNotUndoALaterOne() {
    var first = event("acme", "ana", "e1", TEN);
    var second = event("acme", "ana", "e1", TEN.plusDays(1));
    events().put(first, "k1");
    events().put(second, "k2");

    assertThat(events().put(first, "k1")).isEqualTo(first);

    assertThat(events().find("acme", "ana", "e1")).contains(second);
  }

  @Test
  default void whatAWriteCameToIsKnownByItsKey() {
    var first = event("acme", "ana", "e1", TEN);
    var second = event("acme", "ana", "e1", TEN.plusDays(1));
    events().put(first, "k1");
    events().put(second, "k2");

    assertThat(events().written("acme", "k1")).contains(first);
    assertThat(events().written("acme", "k2")).contains(second);
    assertThat(events().written("acme", "k3")).isEmpty();
    assertThat(events().written("zeta", "k1")).isEmpty();
  }

  @Test
  default void anotherTenantsOrUsersEventIsAbsent() {
    events().put(event("acme", "ana", "e1", TEN), "k1");

    assertThat(events().find("zeta", "ana", "e1")).isEmpty();
    assertThat(events().find("acme", "bob", "e1")).isEmpty();
    assertThat(events().events("zeta", "ana")).isEmpty();
    assertThat(events().events("acme", "bob")).isEmpty();
  }

  @Test
  default void tenantsMayUseTheSameIdsAndKeys() {
    var ours = event("acme", "ana", "e1", TEN);
    var theirs = event("zeta", "ana", "e1", TEN.plusDays(1));
    events().put(ours, "k1");

    assertThat(events().put(theirs, "k1")).isEqualTo(theirs);

    assertThat(events().find("acme", "ana", "e1")).contains(ours);
  }

  @Test
  default void anotherUsersIdOrKeyIsRefused() {
    var anas = event("acme", "ana", "e1", TEN);
    events().put(anas, "k1");

    assertThatThrownBy(() -> events().put(event("acme", "bob", "e1", TEN), "k2"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("e1");
    assertThatThrownBy(() -> events().put(event("acme", "bob", "e2", TEN), "k1"))
        .isInstanceOf(Failure.class);

    assertThat(events().find("acme", "ana", "e1")).contains(anas);
    assertThat(events().events("acme", "bob")).isEmpty();
    assertThat(events().written("acme", "k2")).isEmpty();
  }

  @Test
  default void eventsComeInTheOrderOfTheirStartWhateverTheirZone() {
    events().put(event("acme", "ana", "c", TEN, ZoneId.of("America/New_York")), "k1");
    events().put(event("acme", "ana", "b", TEN, BERLIN), "k2");
    events().put(event("acme", "ana", "a", TEN, BERLIN), "k3");
    events().put(event("acme", "ana", "d", TEN, ZoneId.of("Asia/Tokyo")), "k4");
    events().put(event("acme", "ana", "e", TEN.plusNanos(1), ZoneId.of("Asia/Tokyo")), "k5");

    assertThat(events().events("acme", "ana"))
        .extracting(Event::id)
        .containsExactly("d", "e", "a", "b", "c");
  }

  @Test
  default void cancelledEventsAreListedToo() {
    var cancelled =
        new Event(
            "e1",
            "acme",
            "ana",
            "Website",
            TEN,
            Duration.ofMinutes(90),
            ZoneId.of("UTC"),
            List.of(),
            "FREQ=WEEKLY;COUNT=4",
            List.of(),
            Event.Status.CANCELLED,
            7,
            "m1",
            Instant.MAX);
    events().put(cancelled, "k1");

    assertThat(events().events("acme", "ana")).containsExactly(cancelled);
  }

  @Test
  default void aWallClockTimeThatOccursTwiceIsKept() {
    var twice = event("acme", "ana", "e1", LocalDateTime.parse("2026-10-25T02:30:00"));
    events().put(twice, "k1");

    assertThat(events().find("acme", "ana", "e1")).contains(twice);
  }

  @Test
  default void textsAreKeptToTheLetter() {
    for (var text : Texts.all()) {
      var event = titled("e1", text);
      events().put(event, "key " + text.hashCode());

      assertThat(events().find("acme", "ana", "e1")).contains(event);
    }
  }

  @Test
  default void ofManyWritesWithOneKeyOneCounts() {
    var results =
        Together.run(16, i -> events().put(event("acme", "ana", "e" + i, TEN), "the key"));

    assertThat(results.stream().distinct()).hasSize(1);
    assertThat(events().events("acme", "ana")).containsExactly(results.getFirst());
  }

  @Test
  default void nothingThatManyThreadsPutIsLost() {
    Together.run(
        16,
        thread -> {
          for (int i = 0; i < 40; i++) {
            var id = thread + "-" + i;
            events().put(event("acme", "ana", id, TEN), id);
          }
          return true;
        });

    assertThat(events().events("acme", "ana")).hasSize(640);
  }

  private static Event event(String tenant, String user, String id, LocalDateTime start) {
    return event(tenant, user, id, start, BERLIN);
  }

  private static Event event(
      String tenant, String user, String id, LocalDateTime start, ZoneId zone) {
    return new Event(
        id,
        tenant,
        user,
        "Website",
        start,
        Duration.ofMinutes(30),
        zone,
        List.of("John", "mary@example.org"),
        "",
        List.of(start.plusDays(7)),
        Event.Status.CONFIRMED,
        0,
        "m1",
        Instant.parse("2026-11-20T08:00:00.000000001Z"));
  }

  private static Event titled(String id, String title) {
    return new Event(
        id,
        "acme",
        "ana",
        title,
        TEN,
        Duration.ZERO,
        BERLIN,
        List.of(title),
        "",
        List.of(),
        Event.Status.CONFIRMED,
        0,
        "",
        Instant.EPOCH);
  }
}
