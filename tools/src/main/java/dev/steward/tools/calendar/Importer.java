package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.calendar.Event;
import dev.steward.core.calendar.EventStore;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Takes over what was read from a file into one user's calendar.
final class Importer {
  private final EventStore store;
  private final Scope owner;
  private final String tag;
  private final Instant now;
  private final List<String> refused = new ArrayList<>();
  private int added;
  private int changed;
  private int unchanged;

  /// An importer for one file.
  ///
  /// @param tag ends the id of an event whose own id is another user's
  Importer(EventStore store, Scope owner, String tag, Instant now) {
    this.store = store;
    this.owner = owner;
    this.tag = tag;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  Calendar.Import take(List<IcsReader.Item> items) {
    var instances = new HashMap<String, List<IcsTime>>();
    var series = new HashMap<String, Event>();
    for (var item : items) {
      switch (item) {
        case IcsReader.Item.Whole whole -> series.put(whole.event().id(), whole.event());
        case IcsReader.Item.Instance instance ->
            instances
                .computeIfAbsent(instance.event().id(), id -> new ArrayList<>())
                .add(instance.original());
        case IcsReader.Item.Refused refusal -> refused.add(refusal.reason());
      }
    }
    for (var item : items) {
      switch (item) {
        case IcsReader.Item.Whole(var event, var more) -> {
          put(without(event, instances.getOrDefault(event.id(), List.of())));
          more.forEach(this::put);
        }
        case IcsReader.Item.Instance(var event, var original) -> instance(event, original, series);
        case IcsReader.Item.Refused _ -> {}
      }
    }
    return new Calendar.Import(added, changed, unchanged, refused);
  }

  /// One instance of a series, as an event of its own that stands beside the series.
  ///
  /// @param original when it would have been; names it
  static Event instance(Event event, LocalDateTime original, LocalDateTime start) {
    return new Event(
        event.id() + "/" + IcsWriter.LOCAL.format(original),
        event.tenant(),
        event.user(),
        event.title(),
        start,
        event.duration(),
        event.zone(),
        event.attendees(),
        "",
        List.of(),
        event.status(),
        event.sequence(),
        event.source(),
        event.updatedAt());
  }

  private void instance(Event event, IcsTime original, Map<String, Event> series) {
    var inFile = Optional.ofNullable(series.get(event.id()));
    var kept = kept(event.id());
    if (inFile.isEmpty() && kept.isPresent()) {
      var shortened = without(kept.get(), List.of(original));
      if (!shortened.equals(kept.get())) {
        write(shortened, kept.get());
      }
    }
    var master = inFile.or(() -> kept);
    var when = master.map(one -> start(original, one)).orElseGet(() -> original.in(event.zone()));
    put(instance(event, when, event.start()));
  }

  private static LocalDateTime start(IcsTime original, Event series) {
    return original.form() == IcsTime.Form.DATE
        ? original.local().toLocalDate().atTime(series.start().toLocalTime())
        : original.in(series.zone());
  }

  private static Event without(Event event, List<IcsTime> originals) {
    if (originals.isEmpty() || event.recurrence().isEmpty()) {
      return event;
    }
    var except = new TreeSet<>(event.except());
    originals.forEach(original -> except.add(start(original, event)));
    return new Event(
        event.id(),
        event.tenant(),
        event.user(),
        event.title(),
        event.start(),
        event.duration(),
        event.zone(),
        event.attendees(),
        event.recurrence(),
        List.copyOf(except),
        event.status(),
        event.sequence(),
        event.source(),
        event.updatedAt());
  }

  private void put(Event read) {
    var kept = kept(read.id());
    if (kept.isEmpty()) {
      var event = owned(read, read.id(), read.source(), read.updatedAt());
      try {
        store.put(event, key(event, ""));
      } catch (Failure taken) {
        if (taken.kind() != Failure.Kind.USER) {
          throw taken;
        }
        var mine = owned(read, read.id() + tag, read.source(), read.updatedAt());
        store.put(mine, key(mine, ""));
      }
      added++;
      return;
    }
    var old = kept.get();
    var source = read.source().isEmpty() ? old.source() : read.source();
    var event = owned(read, old.id(), source, read.updatedAt());
    var isOlder =
        event.sequence() < old.sequence()
            || (event.sequence() == old.sequence() && event.updatedAt().isBefore(old.updatedAt()));
    var same = owned(read, old.id(), source, old.updatedAt()).equals(old);
    if (isOlder || same) {
      unchanged++;
    } else {
      write(event, old);
      changed++;
    }
  }

  private void write(Event event, Event old) {
    store.put(event, key(event, old.toString()));
  }

  private Optional<Event> kept(String uid) {
    return store
        .find(owner.tenant(), owner.user(), uid)
        .or(() -> store.find(owner.tenant(), owner.user(), uid + tag));
  }

  private static String key(Event event, String old) {
    return "import/" + Hash.of(event.toString(), old);
  }

  private Event owned(Event event, String id, String source, Instant updatedAt) {
    return new Event(
        id,
        owner.tenant(),
        owner.user(),
        event.title(),
        event.start(),
        event.duration(),
        event.zone(),
        event.attendees(),
        event.recurrence(),
        event.except(),
        event.status(),
        event.sequence(),
        source,
        updatedAt.equals(Instant.EPOCH) ? now : updatedAt);
  }
}
