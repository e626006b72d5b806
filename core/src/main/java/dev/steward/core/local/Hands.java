package dev.steward.core.local;

import dev.steward.core.agent.Assignment;
import dev.steward.core.memory.Layer;
import dev.steward.core.run.Durable;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolUse;
import dev.steward.core.tool.Toolbox;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the local agent reaches the world with during one task: tools, each use a durable step.
final class Hands {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
  private static final int BACK = 60;
  private static final int AHEAD = 366;

  private final Assignment assignment;
  private final Durable durable;
  private int calls;

  Hands(Assignment assignment, Durable durable) {
    this.assignment = assignment;
    this.durable = durable;
  }

  Assignment assignment() {
    return assignment;
  }

  ZoneId zone() {
    return assignment.zone();
  }

  /// When the message was said, by the person's clock.
  ZonedDateTime now() {
    return assignment.at().atZone(assignment.zone());
  }

  ToolResult use(String tool, Map<String, Object> arguments) {
    calls++;
    var call = new ToolCall("local-" + calls, tool, arguments);
    return durable.call(
        Toolbox.USE,
        new ToolUse(call, assignment.scope(), assignment.message(), assignment.zone()));
  }

  static String local(LocalDateTime time) {
    return LOCAL.format(time);
  }

  /// Everything in the calendar around now, each series once: its first instance that has not
  /// ended, else its last. In the order of start.
  List<Meeting> meetings(boolean cancelled) {
    var now = now().toLocalDateTime();
    var all = list(now.minusDays(BACK), now.plusDays(AHEAD), cancelled);
    var once = new LinkedHashMap<String, Meeting>();
    for (var meeting : all) {
      once.merge(
          meeting.id(),
          meeting,
          (first, later) -> first.endsAt().isAfter(assignment.at()) ? first : later);
    }
    return once.values().stream().sorted(Comparator.comparing(Meeting::startsAt)).toList();
  }

  /// What is in the calendar from `from` to `to`.
  List<Meeting> list(LocalDateTime from, LocalDateTime to, boolean cancelled) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("from", local(from));
    arguments.put("to", local(to));
    if (cancelled) {
      arguments.put("include_cancelled", true);
    }
    return events(use("calendar_list", arguments), "events");
  }

  List<Meeting> events(ToolResult result, String key) {
    var meetings = new ArrayList<Meeting>();
    if (result.data().get(key) instanceof List<?> events) {
      for (var event : events) {
        if (event instanceof Map<?, ?> data) {
          meetings.add(Meeting.of(data, assignment.zone()));
        }
      }
    }
    return meetings.stream().sorted(Comparator.comparing(Meeting::startsAt)).toList();
  }

  /// The one event of a result.
  Optional<Meeting> event(ToolResult result) {
    return result.data().get("event") instanceof Map<?, ?> data
        ? Optional.of(Meeting.of(data, assignment.zone()))
        : Optional.empty();
  }

  List<Known> recall(String query, int limit) {
    var result =
        use("memory_recall", Map.of("query", shortened(query), "limit", Long.valueOf(limit)));
    var known = new ArrayList<Known>();
    if (result.data().get("results") instanceof List<?> facts) {
      for (var fact : facts) {
        if (fact instanceof Map<?, ?> data) {
          known.add(Known.of(data));
        }
      }
    }
    known.removeIf(fact -> fact.source().equals(assignment.message()));
    return known;
  }

  private static String shortened(String query) {
    return query.length() <= 1_000 ? query : query.substring(0, 1_000);
  }

  /// A free slot as the calendar found it, or why there is none.
  ///
  /// @param basis the facts that it obeys
  record Slot(boolean found, LocalDateTime start, ZoneId zone, List<Known> basis, String text) {}

  Slot freeSlot(LocalDateTime from, LocalDateTime to, Duration length, List<String> attendees) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("from", local(from));
    arguments.put("to", local(to));
    arguments.put("duration_minutes", length.toMinutes());
    arguments.put("attendees", List.copyOf(attendees));
    var result = use("calendar_free_slot", arguments);
    if (!result.ok()) {
      return new Slot(false, from, assignment.zone(), List.of(), result.text());
    }
    var basis = new ArrayList<Known>();
    if (result.data().get("assumptions") instanceof List<?> facts) {
      for (var fact : facts) {
        if (fact instanceof Map<?, ?> data) {
          basis.add(Known.of(data));
        }
      }
    }
    var named = Meeting.text(result.data(), "zone");
    return new Slot(
        true,
        LocalDateTime.parse(Meeting.text(result.data(), "start")),
        named.isEmpty() ? assignment.zone() : ZoneId.of(named),
        basis,
        result.text());
  }

  /// The ids of the events that were spoken of in this session, the latest first.
  List<String> spokenOf() {
    return assignment.context().stream()
        .map(recollection -> recollection.fact())
        .filter(fact -> fact.layer() == Layer.SESSION && fact.subject().startsWith("event:"))
        .sorted(Comparator.comparing(dev.steward.core.memory.Fact::recordedAt).reversed())
        .map(fact -> fact.subject().substring("event:".length()))
        .distinct()
        .toList();
  }
}
