package dev.steward.core.local;

import dev.steward.core.Scope;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Assignment;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Trust;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Op;
import dev.steward.core.run.Result;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A house with the tools that the local agent relies on, kept in memory. One person talks to it;
/// every use of a tool that changes something is noted.
final class House implements Durable {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  static final ZonedDateTime TUESDAY = ZonedDateTime.of(2026, 11, 24, 9, 30, 0, 0, BERLIN);

  private final LocalWorker worker = new LocalWorker("Set ANTHROPIC_API_KEY.");
  private final List<Message> history = new ArrayList<>();
  private final List<Recollection> outcomes = new ArrayList<>();
  private final Map<String, Map<String, Object>> events = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
  private final List<String> effects = new ArrayList<>();
  private final List<String> looks = new ArrayList<>();
  private ZonedDateTime now;
  private int said;
  private int made;

  House(ZonedDateTime now) {
    this.now = now;
  }

  /// A house with three meetings ahead, of which the one with John was spoken of last.
  static House furnished() {
    var house = new House(TUESDAY);
    house.fact("f1", "user", "preference", "John prefers morning meetings between 9am and 11am");
    house.fact("f2", "user", "fact", "Acme's budget is $500");
    house.fact("f3", "user", "fact", "Mary leads marketing");
    house.fact(
        "org_rule_0",
        "organisation",
        "policy",
        "Budget approvals require finance team confirmation");
    house.fact("org_rule_1", "organisation", "policy", "All client communications must be logged");
    house.event(
        "e1", "Meeting with John about the website", "2026-11-30T09:00", 30, List.of("John"), "");
    house.event("e2", "Demo with Acme", "2026-11-27T15:00", 60, List.of("Acme"), "");
    house.event("e3", "Call with Mary", "2026-11-26T11:00", 30, List.of("Mary"), "");
    house.spokenOf("e1");
    return house;
  }

  void fact(String id, String layer, String kind, String text) {
    var fact = new LinkedHashMap<String, Object>();
    fact.put("id", id);
    fact.put("layer", layer);
    fact.put("kind", kind);
    fact.put("text", text);
    fact.put("score", 0.5);
    fact.put("source", layer.equals("user") ? "m-" + id : "steward.yaml");
    fact.put("quote", layer.equals("user") ? text : "");
    fact.put("at", "2026-11-23T10:00:00Z");
    fact.put("subject", "");
    facts.put(id, fact);
  }

  void event(
      String id, String title, String start, int minutes, List<String> attendees, String rule) {
    var event = new LinkedHashMap<String, Object>();
    event.put("id", id);
    event.put("title", title);
    event.put("start", start);
    event.put("end", LocalDateTime.parse(start).plusMinutes(minutes).toString());
    event.put("zone", BERLIN.getId());
    event.put("attendees", List.copyOf(attendees));
    event.put("recurrence", rule);
    event.put("status", "confirmed");
    event.put("source", "m-" + id);
    event.put("quote", "Book: " + title);
    events.put(id, event);
  }

  void spokenOf(String event) {
    var fact =
        Fact.of(
            "o" + outcomes.size(),
            scope(),
            Layer.SESSION,
            Fact.Kind.DECISION,
            "event:" + event,
            "Decision made",
            "m0",
            "local",
            now.toInstant().plusSeconds(outcomes.size()));
    outcomes.add(Recollection.unscored(fact, ""));
  }

  void later(Duration passed) {
    now = now.plus(passed);
  }

  private static Scope scope() {
    return new Scope("acme", "ana", "s1");
  }

  /// Says something, and lets it be remembered as a turn does.
  Answer say(String text) {
    said++;
    var agent =
        new Agent(
            "local", "", "", List.of(Agent.LOCAL), List.of(), List.of(), Agent.Limits.DEFAULTS);
    var answer =
        worker.work(
            new Assignment(
                agent, scope(), "t" + said, "", text, now.toInstant(), BERLIN, outcomes, history),
            this);
    history.add(message("t" + said, Message.Role.USER, text));
    history.add(message("t" + said + "a", Message.Role.ASSISTANT, answer.text()));
    if (answer.subject().startsWith("event:")) {
      spokenOf(answer.subject().substring("event:".length()));
    }
    return answer;
  }

  private Message message(String id, Message.Role role, String text) {
    return new Message(
        id, scope(), role, "ana", "test", id, Trust.OWNER, Labels.NONE, text, now.toInstant());
  }

  /// What was changed, in the order in which it was.
  List<String> effects() {
    return List.copyOf(effects);
  }

  /// Which tools were asked without changing anything.
  List<String> looks() {
    return List.copyOf(looks);
  }

  Optional<Map<String, Object>> event(String id) {
    return Optional.ofNullable(events.get(id));
  }

  // --- Durable

  @Override
  public String runId() {
    return "run";
  }

  @Override
  public Instant now() {
    return now.toInstant();
  }

  @Override
  public <I, O> O call(Op<I, O> op, I in) {
    return op.out().cast(use((ToolUse) in));
  }

  @Override
  public <I, O> List<Result<O>> fanOut(Op<I, O> op, List<I> inputs, int maxParallel) {
    throw new UnsupportedOperationException("not needed here");
  }

  @Override
  public <T> Optional<T> await(String signal, Class<T> type, Duration timeout) {
    throw new UnsupportedOperationException("not needed here");
  }

  @Override
  public void sleep(Duration duration) {
    throw new UnsupportedOperationException("not needed here");
  }

  // --- tools

  private ToolResult use(ToolUse use) {
    var arguments = use.call().arguments();
    return switch (use.call().tool()) {
      case "calendar_create" -> create(arguments);
      case "calendar_move" -> move(arguments);
      case "calendar_cancel" -> cancel(arguments);
      case "calendar_list" -> list(arguments);
      case "calendar_free_slot" -> freeSlot(arguments);
      case "memory_remember" -> remember(arguments);
      case "memory_recall" -> recall(arguments);
      case "memory_forget" -> forget(arguments);
      case "costs_report" -> costs(arguments);
      default -> throw new IllegalArgumentException(use.call().tool());
    };
  }

  private static String text(Map<String, Object> data, String key) {
    return String.valueOf(data.getOrDefault(key, ""));
  }

  private static LocalDateTime time(Map<String, Object> data, String key) {
    return LocalDateTime.parse(text(data, key));
  }

  private List<Map<String, Object>> busy(LocalDateTime from, LocalDateTime to, String except) {
    return events.values().stream()
        .filter(
            event -> text(event, "status").equals("confirmed") && !text(event, "id").equals(except))
        .filter(event -> time(event, "start").isBefore(to) && time(event, "end").isAfter(from))
        .sorted(Comparator.comparing(event -> text(event, "start")))
        .toList();
  }

  private ToolResult create(Map<String, Object> arguments) {
    var start = time(arguments, "start");
    var length = ((Number) arguments.getOrDefault("duration_minutes", 0)).intValue();
    var attendees = new ArrayList<String>();
    ((List<?>) arguments.getOrDefault("attendees", List.of()))
        .forEach(name -> attendees.add(String.valueOf(name)));
    var clash = busy(start, start.plusMinutes(length), "");
    if (!clash.isEmpty() && !arguments.containsKey("allow_conflict")) {
      return new ToolResult(false, "a clash", Map.of("conflicts", clash));
    }
    made++;
    var id = "n" + made;
    event(
        id,
        text(arguments, "title"),
        start.toString(),
        length,
        attendees,
        text(arguments, "recurrence"));
    var event = new LinkedHashMap<>(events.getOrDefault(id, Map.of()));
    event.put("zone", arguments.getOrDefault("zone", BERLIN.getId()));
    events.put(id, event);
    effects.add(
        "create %s | %s | %d | %s%s%s"
            .formatted(
                text(arguments, "title"),
                start,
                length,
                String.join(",", attendees),
                text(arguments, "recurrence").isEmpty()
                    ? ""
                    : " | " + text(arguments, "recurrence"),
                arguments.containsKey("zone") ? " | " + text(arguments, "zone") : ""));
    return ToolResult.done("booked", Map.of("event", event));
  }

  private ToolResult move(Map<String, Object> arguments) {
    var id = text(arguments, "event_id");
    var event = new LinkedHashMap<>(events.getOrDefault(id, Map.of()));
    var previous = text(event, "start");
    var start = time(arguments, "start");
    var length =
        arguments.containsKey("duration_minutes")
            ? Duration.ofMinutes(
                ((Number) arguments.getOrDefault("duration_minutes", 0)).longValue())
            : Duration.between(time(event, "start"), time(event, "end"));
    var clash = busy(start, start.plus(length), id);
    if (!clash.isEmpty() && !arguments.containsKey("allow_conflict")) {
      return new ToolResult(false, "a clash", Map.of("conflicts", clash));
    }
    event.put("start", start.toString());
    event.put("end", start.plus(length).toString());
    events.put(id, event);
    effects.add("move %s | %s | %d".formatted(id, start, length.toMinutes()));
    return ToolResult.done("moved", Map.of("event", event, "previous", Map.of("start", previous)));
  }

  private ToolResult cancel(Map<String, Object> arguments) {
    var id = text(arguments, "event_id");
    var event = new LinkedHashMap<>(events.getOrDefault(id, Map.of()));
    event.put("status", "cancelled");
    events.put(id, event);
    effects.add("cancel " + id);
    return ToolResult.done("cancelled", Map.of("event", event));
  }

  private ToolResult list(Map<String, Object> arguments) {
    looks.add("list");
    var from = time(arguments, "from");
    var to = time(arguments, "to");
    var found =
        events.values().stream()
            .filter(event ->
                arguments.containsKey("include_cancelled")
                    || text(event, "status").equals("confirmed"))
            .filter(event -> time(event, "start").isBefore(to) && time(event, "end").isAfter(from))
            .sorted(Comparator.comparing(event -> text(event, "start")))
            .toList();
    return ToolResult.done("events", Map.of("events", found));
  }

  private ToolResult freeSlot(Map<String, Object> arguments) {
    looks.add("free");
    var length =
        Duration.ofMinutes(((Number) arguments.getOrDefault("duration_minutes", 30)).longValue());
    var to = time(arguments, "to");
    var from = time(arguments, "from");
    var at = from.toLocalDate().atTime(9, 0);
    while (at.isBefore(to)) {
      boolean working =
          at.getDayOfWeek().getValue() < 6
              && !at.toLocalTime().isBefore(LocalTime.of(9, 0))
              && !at.plus(length).toLocalTime().isAfter(LocalTime.of(17, 0));
      if (working
          && !at.isBefore(from)
          && !at.plus(length).isAfter(to)
          && busy(at, at.plus(length), "").isEmpty()) {
        boolean john = String.valueOf(arguments.get("attendees")).contains("John");
        return ToolResult.done(
            "free",
            Map.of(
                "start", at.toString(),
                "end", at.plus(length).toString(),
                "zone", BERLIN.getId(),
                "assumptions",
                    john && facts.containsKey("f1")
                        ? List.of(facts.getOrDefault("f1", Map.of()))
                        : List.of()));
      }
      at = at.plusMinutes(30);
    }
    return ToolResult.refused("There is no free time then.");
  }

  private ToolResult remember(Map<String, Object> arguments) {
    var id = "f" + (facts.size() + 10);
    fact(id, text(arguments, "layer"), text(arguments, "kind"), text(arguments, "text"));
    effects.add(
        "remember %s | %s | %s"
            .formatted(text(arguments, "layer"), text(arguments, "kind"), text(arguments, "text")));
    return ToolResult.done("kept", Map.of("id", id, "text", text(arguments, "text")));
  }

  private ToolResult recall(Map<String, Object> arguments) {
    looks.add("recall");
    var wanted = Overlap.content(text(arguments, "query"));
    var found =
        facts.values().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map<String, Object> fact) -> Overlap.shared(wanted, text(fact, "text")))
                    .reversed())
            .<Map<String, Object>>map(fact -> {
              var scored = new LinkedHashMap<>(fact);
              scored.put("score", Overlap.shared(wanted, text(fact, "text")) > 0 ? 0.5 : 0.1);
              return scored;
            })
            .toList();
    return ToolResult.done("facts", Map.of("results", found));
  }

  private ToolResult forget(Map<String, Object> arguments) {
    var ids = (List<?>) arguments.getOrDefault("ids", List.of());
    ids.forEach(id -> facts.remove(String.valueOf(id)));
    effects.add("forget " + ids);
    return ToolResult.done("gone", Map.of("forgotten", ids));
  }

  private ToolResult costs(Map<String, Object> arguments) {
    looks.add(
        "costs %s..%s"
            .formatted(
                LocalDate.parse(text(arguments, "from")), LocalDate.parse(text(arguments, "to"))));
    return ToolResult.done(
        "costs",
        Map.of(
            "total",
            "$0.0042",
            "calls",
            3L,
            "by_agent",
            Map.of("steward".toLowerCase(Locale.ROOT), "$0.0042")));
  }

  /// What saying `text` in a furnished house comes to, in one line.
  static String outcome(String text) {
    var house = furnished();
    var answer = house.say(text);
    if (!house.effects().isEmpty()) {
      return String.join(" && ", house.effects()).strip();
    }
    if (answer.decision().startsWith("Nothing was done; asked")) {
      return "asks";
    }
    if (answer.text().startsWith("This takes a language model")) {
      return "model";
    }
    if (answer.text().startsWith("Without a language model")) {
      return "help";
    }
    if (answer.decision().startsWith("Exchanged")
        || answer.decision().startsWith("Nothing was open")) {
      return "civil";
    }
    var looked = house.looks().getLast();
    return looked.startsWith("costs")
        ? looked
        : answer.decision().startsWith("Answered") || answer.decision().startsWith("Found")
            ? "knows " + answer.sources().stream().map(source -> source.id()).toList()
            : "lists " + answer.sources().stream().map(source -> source.id()).toList();
  }
}
