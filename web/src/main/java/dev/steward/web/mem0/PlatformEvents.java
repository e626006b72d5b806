package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.web.Exchange;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Events in the platform's API: what becomes of messages that were added.
final class PlatformEvents {
  private static final int MOST_COUNTED = 10_000;

  private final Context context;

  PlatformEvents(Context context) {
    this.context = context;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "/v1/event/{id}/", this::show),
        Route.of("GET", "/v1/events/", this::list),
        Route.of("GET", "/v1/memories/events/", this::list));
  }

  private void show(Exchange exchange) {
    var id = exchange.value("id");
    var event =
        context
            .desk()
            .extraction(exchange.principal(), id)
            .map(extraction -> view(exchange, extraction))
            .or(() -> context.deletions(exchange).find(id))
            .orElseThrow(() -> new Refusal(404, "not_found", "", "Event not found!"));
    exchange.send(200, event);
  }

  private void list(Exchange exchange) {
    var query = exchange.query();
    int page = query.number("page", 1, 1, MOST_COUNTED);
    int size = query.number("page_size", 50, 1, 100);
    var states = states(query.value("status"));
    var count = count(exchange, states);
    var pages = new Pages(exchange, page, size, count);
    var answer = pages.answer();
    var results = answer.putArray("results");
    int until = (int) Math.min(MOST_COUNTED, pages.skipped() + size);
    context.desk().extractions(exchange.principal(), states, "", until).stream()
        .skip(pages.skipped())
        .forEach(extraction -> results.add(view(exchange, extraction)));
    exchange.send(200, answer);
  }

  private long count(Exchange exchange, Set<Extraction.State> states) {
    var principal = exchange.principal();
    if (!principal.users().isEmpty()) {
      return context.desk().extractions(principal, states, "", MOST_COUNTED).size();
    }
    return context.desk().statistics(principal).extractions().entrySet().stream()
        .filter(entry -> states.contains(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Set<Extraction.State> states(String status) {
    var states =
        Arrays.stream(Extraction.State.values())
            .filter(state -> status.isEmpty() || status(state).equals(status))
            .collect(Collectors.toUnmodifiableSet());
    if (states.isEmpty()) {
      throw Refusal.invalidField(
          "status", "'status' must be PENDING, RUNNING, SUCCEEDED or FAILED");
    }
    return states;
  }

  private static String status(Extraction.State state) {
    return state == Extraction.State.PARKED ? "FAILED" : state.name();
  }

  private ObjectNode view(Exchange exchange, Extraction extraction) {
    var view =
        Json.object()
            .put("id", extraction.id())
            .put("event_type", "ADD")
            .put("status", status(extraction.state()));
    view.putObject("payload").set("messages", messages(exchange, extraction));
    view.putObject("metadata").put("attempts", extraction.attempts());
    view.set("results", results(exchange, extraction));
    view.put("created_at", extraction.createdAt().toString());
    var touched = List.of(extraction.createdAt(), extraction.startedAt(), extraction.endedAt());
    view.put(
        "updated_at",
        touched.stream()
            .filter(PlatformEvents::isKnown)
            .max(Instant::compareTo)
            .orElse(extraction.createdAt())
            .toString());
    time(view, "started_at", extraction.startedAt());
    time(view, "completed_at", extraction.endedAt());
    if (isKnown(extraction.startedAt()) && isKnown(extraction.endedAt())) {
      view.put(
          "latency", Duration.between(extraction.startedAt(), extraction.endedAt()).toMillis());
    } else {
      view.putNull("latency");
    }
    view.putNull("graph_status");
    MemoryView.name(view, "error", extraction.error());
    return view;
  }

  private static boolean isKnown(Instant time) {
    return !time.equals(Fact.Validity.OPEN);
  }

  private static void time(ObjectNode view, String name, Instant time) {
    MemoryView.name(view, name, isKnown(time) ? time.toString() : "");
  }

  private ArrayNode messages(Exchange exchange, Extraction extraction) {
    var messages = Json.object().putArray("messages");
    for (var id : extraction.messages()) {
      context
          .desk()
          .message(exchange.principal(), id)
          .ifPresent(message ->
              messages
                  .addObject()
                  .put("role", MemoryView.word(message.role()))
                  .put("content", message.text()));
    }
    return messages;
  }

  private ArrayNode results(Exchange exchange, Extraction extraction) {
    return Outcomes.view(context.memories(exchange), extraction);
  }
}
