package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.calendar.Event;
import dev.steward.core.calendar.EventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The calendars of all users, each with nobody's but its owner's events.
///
/// Every change has a key: done again with the same key, it changes nothing and comes to the same.
/// Checking for conflicts and booking is one step for each user, so that of two bookings of the
/// same time, made at once, one is refused.
public final class Calendar {
  /// The longest event that can be booked.
  public static final Duration LONGEST = Duration.ofDays(14);

  private static final int MOST_INSTANCES = 100_000;
  private static final int CONFLICTS_SHOWN = 10;
  private static final Duration SERIES_HORIZON = Duration.ofDays(2 * 366);

  private final EventStore store;
  private final WorkingHours hours;
  private final List<ReentrantLock> locks;

  /// Calendars kept in `store`.
  ///
  /// @param hours when free slots are looked for
  public Calendar(EventStore store, WorkingHours hours) {
    this.store = store;
    this.hours = hours;
    this.locks = IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();
  }

  /// Books an event, unless others are in the way.
  ///
  /// @param allowConflict book it all the same
  /// @throws Failure USER if the plan can't be carried out: no title, no such local time, too long
  public Booking create(Scope owner, Plan plan, boolean allowConflict, String key, Instant now) {
    return alone(
        owner,
        () -> {
          var before = written(owner, key);
          if (before.isPresent()) {
            return new Booking.Booked(before.get());
          }
          var event =
              new Event(
                  "e" + Hash.of(owner.tenant(), owner.user(), key),
                  owner.tenant(),
                  owner.user(),
                  plan.title().strip(),
                  plan.start(),
                  plan.duration(),
                  plan.zone(),
                  plan.attendees(),
                  Recurrence.checked(plan.recurrence(), plan.zone()),
                  List.of(),
                  Event.Status.CONFIRMED,
                  0,
                  plan.source(),
                  now.truncatedTo(ChronoUnit.SECONDS));
          checkDuration(event.duration());
          return book(checked(event), allowConflict, key)
              .<Booking>map(Booking.Clash::new)
              .orElseGet(() -> new Booking.Booked(event));
        });
  }

  /// Gives an event another start, and another duration if that is not zero. Of a series, all
  /// instances move.
  ///
  /// @param start wall-clock time in `zone`
  /// @throws Failure USER if the owner has no such event, or it is cancelled
  public Booking move(
      Scope owner,
      String id,
      LocalDateTime start,
      ZoneId zone,
      Duration duration,
      boolean allowConflict,
      String key,
      Instant now) {
    return alone(
        owner,
        () -> {
          var done = written(owner, key);
          if (done.isPresent()) {
            return new Booking.Moved(
                done.get(), written(owner, key + "/before").orElse(done.get()));
          }
          var event = event(owner, id);
          if (event.status() == Event.Status.CANCELLED) {
            throw Failure.user(
                "The event %s was not moved: it is cancelled; create a new one".formatted(id));
          }
          if (!duration.isZero()) {
            checkDuration(duration);
          }
          var moved = moved(event, start, zone, duration, now);
          var clash = book(checked(moved), allowConflict, key, event);
          return clash
              .<Booking>map(Booking.Clash::new)
              .orElseGet(() -> new Booking.Moved(moved, event));
        });
  }

  /// Cancels an event, or a whole series; it stays in the calendar as cancelled. Cancelling again
  /// changes nothing.
  ///
  /// @throws Failure USER if the owner has no such event
  public Event cancel(Scope owner, String id, String key, Instant now) {
    return alone(
        owner,
        () -> {
          var done = written(owner, key);
          if (done.isPresent()) {
            return done.get();
          }
          var event = event(owner, id);
          return event.status() == Event.Status.CANCELLED
              ? event
              : store.put(
                  Events.changed(
                      event,
                      event.start(),
                      event.duration(),
                      event.recurrence(),
                      event.except(),
                      Event.Status.CANCELLED,
                      now),
                  key);
        });
  }

  /// The owner's event with this id, cancelled or not; of a series, the first instance.
  public Optional<Event> find(Scope owner, String id) {
    return store.find(owner.tenant(), owner.user(), id);
  }

  /// Instances that overlap `from` to `to`, in the order of their start: recurring events unrolled,
  /// each instance with its own start, cancelled events left out.
  ///
  /// @throws Failure LIMIT if there are too many to be listed
  public List<Event> list(Scope owner, Instant from, Instant to) {
    return list(owner, from, to, false);
  }

  /// The same, with cancelled events if they are wanted.
  public List<Event> list(Scope owner, Instant from, Instant to, boolean cancelledToo) {
    var instances = new ArrayList<Event>();
    for (var event : store.events(owner.tenant(), owner.user())) {
      if (cancelledToo || event.status() == Event.Status.CONFIRMED) {
        instances.addAll(Events.instances(event, from, to));
        if (instances.size() > MOST_INSTANCES) {
          throw Failure.limit(
              "The calendar was not listed: it has more than %d events from %s to %s; ask for less time"
                  .formatted(MOST_INSTANCES, from, to));
        }
      }
    }
    instances.sort(Comparator.comparing(Event::startsAt).thenComparing(Event::id));
    return List.copyOf(instances);
  }

  /// The first instances of other events that overlap one of `event`'s, which need not be in the
  /// calendar itself. A series is looked at for two years.
  public List<Event> conflicts(Scope owner, Event event) {
    var horizon = event.recurrence().isEmpty() ? Duration.ZERO : SERIES_HORIZON;
    var mine = Events.instances(event, event.startsAt(), event.endsAt().plus(horizon));
    if (mine.isEmpty()) {
      return List.of();
    }
    var others =
        list(owner, mine.getFirst().startsAt(), mine.getLast().endsAt()).stream()
            .filter(other -> !other.id().equals(event.id()))
            .toList();
    var conflicts = new ArrayList<Event>();
    for (var other : others) {
      if (mine.stream().anyMatch(one -> Events.overlap(one, other))) {
        conflicts.add(other);
        if (conflicts.size() == CONFLICTS_SHOWN) {
          break;
        }
      }
    }
    return List.copyOf(conflicts);
  }

  /// The first free slot, on a grid of a quarter of an hour, that does not lie in the past and
  /// keeps to the first of the `wishes` that can be kept to; the last resort are the working hours
  /// alone.
  public Optional<Slot> freeSlot(
      Scope owner, SlotSearch search, List<TimePreferences.Wish> wishes, Instant now) {
    var zone = search.zone();
    var busy =
        list(owner, search.from().atZone(zone).toInstant(), search.to().atZone(zone).toInstant());
    return new FreeSlots(hours, busy).first(search, wishes, now);
  }

  /// All of the owner's events as an iCalendar file.
  public String exportIcs(Scope owner) {
    return IcsWriter.write(store.events(owner.tenant(), owner.user()), uidTag(owner));
  }

  /// Takes over the events of an iCalendar file. What the calendar has in a newer version stays;
  /// importing the same again changes nothing.
  ///
  /// @param zone of times that don't say theirs
  /// @throws Failure USER if the file is not an iCalendar file, is damaged or too large; then
  ///   nothing was changed
  public Import importIcs(Scope owner, String ics, ZoneId zone, Instant now) {
    var file = IcsReader.read(ics, zone);
    return alone(owner, () -> new Importer(store, owner, uidTag(owner), now).take(file));
  }

  /// What an import came to.
  ///
  /// @param unchanged events that the calendar had already, in this version or a newer one
  /// @param refused what was not taken over, and why: a sentence for each event
  public record Import(int added, int changed, int unchanged, List<String> refused) {
    public Import {
      refused = List.copyOf(refused);
    }
  }

  private Event moved(
      Event event, LocalDateTime start, ZoneId zone, Duration duration, Instant now) {
    var to = start.atZone(zone).withZoneSameInstant(event.zone()).toLocalDateTime();
    var shift = Duration.between(event.start(), to);
    return Events.changed(
        event,
        to,
        duration.isZero() ? event.duration() : duration,
        Recurrence.moved(event.recurrence(), event.start(), to),
        event.except().stream().map(skipped -> skipped.plus(shift)).toList(),
        event.status(),
        now);
  }

  /// Writes `event`; if others are in the way, those, and nothing is written. What was there before
  /// is kept under a key of its own, so that a repeat can still tell it.
  private Optional<List<Event>> book(
      Event event, boolean allowConflict, String key, Event... previous) {
    var owner = new Scope(event.tenant(), event.user(), "");
    if (!allowConflict) {
      var conflicts = conflicts(owner, event);
      if (!conflicts.isEmpty()) {
        return Optional.of(conflicts);
      }
    }
    for (var before : previous) {
      store.put(before, key + "/before");
    }
    store.put(event, key);
    return Optional.empty();
  }

  private Event checked(Event event) {
    var problem = "";
    if (event.title().isBlank()) {
      problem = "it has no title";
    } else if (event.title().length() > Events.LONGEST_TITLE) {
      problem = "its title is longer than %d characters".formatted(Events.LONGEST_TITLE);
    } else if (event.zone().getRules().getValidOffsets(event.start()).isEmpty()) {
      problem = "%s does not exist in %s".formatted(event.start(), event.zone());
    }
    if (!problem.isEmpty()) {
      throw Failure.user("The event was not booked: %s; change that".formatted(problem));
    }
    return event;
  }

  private static void checkDuration(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw Failure.user(
          "The event was not booked: it must last from 1 minute to %d days; change its duration"
              .formatted(LONGEST.toDays()));
    }
  }

  private Event event(Scope owner, String id) {
    return find(owner, id)
        .orElseThrow(() ->
            Failure.user(
                "There is no event '%s' in the calendar of %s; list the calendar for its events"
                    .formatted(id, owner.user())));
  }

  private Optional<Event> written(Scope owner, String key) {
    return store.written(owner.tenant(), key).filter(event -> event.user().equals(owner.user()));
  }

  private <T> T alone(Scope owner, Supplier<T> work) {
    var number = Math.floorMod((owner.tenant() + '\n' + owner.user()).hashCode(), locks.size());
    var lock = locks.get(number);
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /// Marks ids of events whose own is another user's in the same tenant: both may have been
  /// invited.
  private static String uidTag(Scope owner) {
    return "~" + Hash.of(owner.tenant(), owner.user(), "").substring(0, 8);
  }
}
