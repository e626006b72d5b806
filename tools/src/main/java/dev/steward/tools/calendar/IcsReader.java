package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import dev.steward.core.calendar.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads iCalendar files (RFC 5545).
final class IcsReader {
  /// What a file says of an event.
  sealed interface Item {
    /// An event or a series, with its UID as id, and nobody's yet.
    record Whole(Event event, List<Event> more) implements Item {}

    /// One instance of a series that is unlike the others: `original` is when it would have been.
    record Instance(Event event, IcsTime original) implements Item {}

    /// Something that was not understood, and why.
    record Refused(String reason) implements Item {}
  }

  private static final int MAX_SERIES = 2_000;
  private static final int MAX_ATTENDEES = 200;
  private static final int MAX_ATTENDEE = 300;
  private static final int MAX_EXCEPTIONS = 2_000;
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Pattern DURATION =
      Pattern.compile(
          "\\+?P(?:(\\d{1,3})W|(?:(\\d{1,3})D)?(?:T(?:(\\d{1,4})H)?(?:(\\d{1,6})M)?(?:(\\d{1,8})S)?)?)");

  private final ZoneId own;
  private final IcsZones zones;
  private final boolean cancels;
  private int series;

  private IcsReader(IcsBlocks blocks, ZoneId own) {
    this.own = own;
    this.zones = new IcsZones(blocks.zones(), own);
    this.cancels = blocks.method().equals("CANCEL");
  }

  /// What stands in a file, in its order.
  ///
  /// @param own the zone of times that don't say theirs
  /// @throws Failure USER if it is not an iCalendar file, is damaged, or too large
  static List<Item> read(String ics, ZoneId own) {
    var blocks = IcsBlocks.of(ics);
    var reader = new IcsReader(blocks, own);
    var items = new ArrayList<Item>();
    for (var lines : blocks.events()) {
      try {
        items.add(reader.item(IcsProperty.of("VEVENT", lines)));
      } catch (Failure failure) {
        items.add(
            new Item.Refused(
                "Event %d of the file was left out: %s"
                    .formatted(items.size() + 1, failure.text())));
      }
    }
    return items;
  }

  private Item item(List<IcsProperty> properties) {
    if (first(properties, "EXRULE").isPresent()) {
      throw Failure.user("it has an EXRULE, which is not supported");
    }
    var start = time(required(properties, "DTSTART"));
    var rule = first(properties, "RRULE").map(IcsProperty::value).orElse("");
    if (!rule.isEmpty() && ++series > MAX_SERIES) {
      throw Failure.user("the file has more than %d recurring events".formatted(MAX_SERIES));
    }
    var zone = zone(start, !rule.isEmpty());
    var event = event(properties, start, zone, rule);
    var original = first(properties, "RECURRENCE-ID");
    if (original.isPresent()) {
      if (!original.get().parameter("RANGE").isEmpty()) {
        throw Failure.user("it changes a series from one instance on, which is not supported");
      }
      return new Item.Instance(event, time(original.get()));
    }
    return new Item.Whole(event, more(properties, event));
  }

  /// A single event given in UTC is shown on the owner's clock; a series in UTC must stay there.
  private ZoneId zone(IcsTime start, boolean recurs) {
    if (start.form() != IcsTime.Form.UTC) {
      return start.zone();
    }
    return recurs ? ZoneId.of("UTC") : own;
  }

  private Event event(List<IcsProperty> properties, IcsTime start, ZoneId zone, String rule) {
    var local = start.in(zone);
    var status = first(properties, "STATUS").map(IcsProperty::value).orElse("").strip();
    var title = text(properties, "SUMMARY").strip();
    return new Event(
        uid(properties),
        "",
        "",
        title.isEmpty() ? "Untitled" : shortened(title, Events.LONGEST_TITLE),
        local,
        duration(properties, start, zone, !rule.isEmpty()),
        zone,
        attendees(properties),
        Recurrence.checked(rule, zone),
        except(properties, local, zone),
        cancels || status.equalsIgnoreCase("CANCELLED")
            ? Event.Status.CANCELLED
            : Event.Status.CONFIRMED,
        sequence(properties),
        shortened(text(properties, "X-STEWARD-SOURCE"), 200),
        updatedAt(properties));
  }

  private static String uid(List<IcsProperty> properties) {
    var uid = text(properties, "UID").strip().replaceAll("\\p{Cntrl}", "");
    if (uid.isEmpty()) {
      var content = properties.stream().filter(p -> !p.name().equals("DTSTAMP")).toList();
      return "nouid-" + Hash.of(content.toString());
    }
    return uid.length() > 255 ? "long-" + Hash.of(uid) : uid;
  }

  private Duration duration(
      List<IcsProperty> properties, IcsTime start, ZoneId zone, boolean recurs) {
    var from = start.in(zone);
    var end = first(properties, "DTEND");
    var length = first(properties, "DURATION");
    LocalDateTime to;
    var exact = Duration.ZERO;
    if (end.isPresent()) {
      to = time(end.get()).in(zone);
    } else if (length.isPresent()) {
      var match = DURATION.matcher(length.get().value().strip());
      if (!match.matches()) {
        throw Failure.user("its DURATION is not understood");
      }
      to = from.plusDays(7L * number(match.group(1)) + number(match.group(2)));
      exact =
          Duration.ofHours(number(match.group(3)))
              .plusMinutes(number(match.group(4)))
              .plusSeconds(number(match.group(5)));
    } else {
      to = start.form() == IcsTime.Form.DATE ? from.plusDays(1) : from;
    }
    var duration =
        recurs && start.form() == IcsTime.Form.DATE
            ? Duration.between(from, to)
            : Duration.between(from.atZone(zone), to.atZone(zone));
    duration = duration.plus(exact);
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw Failure.user("it ends before it starts, or lasts longer than a year");
    }
    return duration;
  }

  private List<LocalDateTime> except(
      List<IcsProperty> properties, LocalDateTime start, ZoneId zone) {
    var except = new ArrayList<LocalDateTime>();
    for (var time : times(properties, "EXDATE")) {
      except.add(
          time.form() == IcsTime.Form.DATE
              ? time.local().toLocalDate().atTime(start.toLocalTime())
              : time.in(zone));
    }
    return List.copyOf(new TreeSet<>(except));
  }

  /// The instances that a file adds to a series by their dates: events of their own.
  private List<Event> more(List<IcsProperty> properties, Event event) {
    var more = new ArrayList<Event>();
    for (var time : times(properties, "RDATE")) {
      var start =
          time.form() == IcsTime.Form.DATE
              ? time.local().toLocalDate().atTime(event.start().toLocalTime())
              : time.in(event.zone());
      more.add(Importer.instance(event, start, start));
    }
    return more;
  }

  private List<IcsTime> times(List<IcsProperty> properties, String name) {
    var times = new ArrayList<IcsTime>();
    for (var property : properties) {
      if (property.name().equals(name)) {
        for (var value : property.value().split(",", -1)) {
          times.add(IcsTime.of(property, value.replaceFirst("/.*", ""), zones, own));
          if (times.size() > MAX_EXCEPTIONS) {
            throw Failure.user("it has more than %d %ss".formatted(MAX_EXCEPTIONS, name));
          }
        }
      }
    }
    return times;
  }

  private static List<String> attendees(List<IcsProperty> properties) {
    var attendees = new ArrayList<String>();
    for (var property : properties) {
      if (!property.name().equals("ATTENDEE")) {
        continue;
      }
      var name = property.parameter("CN").strip();
      var address = property.value().strip().replaceFirst("(?i)^mailto:", "");
      if (name.length() + address.length() > MAX_ATTENDEE) {
        throw Failure.user("it has an attendee of more than %d characters".formatted(MAX_ATTENDEE));
      }
      var isAddress = IcsWriter.ADDRESS.matcher(address).matches();
      if (!isAddress) {
        attendees.add(name.isEmpty() ? address : name);
      } else {
        attendees.add(
            name.isEmpty() || name.equalsIgnoreCase(address)
                ? address
                : "%s <%s>".formatted(name, address));
      }
    }
    attendees.removeIf(String::isEmpty);
    if (attendees.size() > MAX_ATTENDEES) {
      throw Failure.user("it has more than %d attendees".formatted(MAX_ATTENDEES));
    }
    return attendees;
  }

  private static int sequence(List<IcsProperty> properties) {
    var text = first(properties, "SEQUENCE").map(IcsProperty::value).orElse("").strip();
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /// When the event was last changed; the epoch if the file does not say.
  private Instant updatedAt(List<IcsProperty> properties) {
    return first(properties, "LAST-MODIFIED")
        .or(() -> first(properties, "DTSTAMP"))
        .filter(property -> property.value().strip().matches("\\d{8}T\\d{6}Z?"))
        .map(property -> time(property).in(ZoneOffset.UTC).toInstant(ZoneOffset.UTC))
        .orElse(Instant.EPOCH);
  }

  private IcsTime time(IcsProperty property) {
    return IcsTime.of(property, property.value(), zones, own);
  }

  private static String text(List<IcsProperty> properties, String name) {
    return first(properties, name).map(IcsProperty::text).orElse("");
  }

  private static Optional<IcsProperty> first(List<IcsProperty> properties, String name) {
    return properties.stream().filter(property -> property.name().equals(name)).findFirst();
  }

  private static IcsProperty required(List<IcsProperty> properties, String name) {
    return first(properties, name).orElseThrow(() -> Failure.user("it has no " + name));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    var end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
