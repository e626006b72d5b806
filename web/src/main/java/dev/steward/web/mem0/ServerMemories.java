package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.run.Pause;
import dev.steward.web.Exchange;
import dev.steward.web.Json;
import dev.steward.web.Query;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import dev.steward.web.mem0.Memories.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Memories in the self-hosted server's API.
final class ServerMemories {
  private static final Queries QUERIES = new Queries(Dialect.SERVER);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /// How often it is looked whether memories were extracted, before the client is told to ask
  /// later.
  private static final int MOST_LOOKS = 1_200;

  private final Context context;
  private final Pause pause;

  ServerMemories(Context context, Pause pause) {
    this.context = context;
    this.pause = pause;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", "/memories", this::add),
        Route.of("GET", "/memories", this::list),
        Route.of("DELETE", "/memories", this::deleteAll),
        Route.of("GET", "/memories/{id}", this::show),
        Route.of("PUT", "/memories/{id}", this::update),
        Route.of("DELETE", "/memories/{id}", this::delete),
        Route.of("GET", "/memories/{id}/history", this::history),
        Route.of("POST", "/search", this::search),
        Route.of("POST", "/reset", this::reset));
  }

  private void add(Exchange exchange) {
    var body = new Body(exchange.object());
    var type = body.text("memory_type");
    if (!type.isEmpty() && !type.equals("procedural_memory")) {
      throw Refusal.invalidField("memory_type", "'memory_type' can only be procedural_memory");
    }
    var addition = context.adding(exchange).read(body, "");
    var tenant = exchange.principal().tenant();
    var added = context.desk().add(exchange.principal(), addition);
    var answer = Json.object();
    if (addition.extraction() == Addition.Mode.VERBATIM) {
      context.webhooks().happened(tenant, Webhooks.Event.ADD, added.facts());
      var results = answer.putArray("results");
      added.facts().forEach(fact -> results.add(PlatformMemories.result(fact)));
      exchange.send(200, answer);
      return;
    }
    context.webhooks().extracting(tenant, added.id());
    answer.set("results", results(exchange, added.id()));
    exchange.send(200, answer);
  }

  /// What came of an addition, which this API's clients wait for.
  private ArrayNode results(Exchange exchange, String addition) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      var extraction = context.desk().extraction(exchange.principal(), addition);
      switch (extraction.map(Extraction::state).orElse(Extraction.State.PARKED)) {
        case SUCCEEDED -> {
          return Outcomes.view(context.memories(exchange), extraction.orElseThrow());
        }
        case PARKED ->
            throw new Refusal(
                502,
                "extraction_failed",
                "",
                "The messages are kept, but memories could not be extracted: %s"
                    .formatted(extraction.map(Extraction::error).orElse("they were forgotten")));
        case PENDING, RUNNING -> waitAWhile();
      }
    }
    throw new Refusal(
        504,
        "extraction_slow",
        "",
        "The messages are kept; memories are still being extracted, see /v1/event/%s/"
            .formatted(addition));
  }

  private void waitAWhile() {
    try {
      pause.of(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.external("Waiting for memories to be extracted was interrupted", e);
    }
  }

  private void list(Exchange exchange) {
    var query = exchange.query();
    var memories = context.memories(exchange);
    var filter = named(query);
    if (filter.isEmpty()) {
      Context.checkOwner(exchange, "Reading the memories of all");
    }
    var wanted =
        new Wanted(filter.orElse(Filter.all()), query.value("show_expired").equals("true"), false);
    int most =
        query.number(
            "top_k", query.number("limit", filter.isEmpty() ? 1_000 : 20, 0, 1_000), 0, 1_000);
    var answer = Json.object();
    var results = answer.putArray("results");
    memories
        .list(wanted, 0, most)
        .forEach(fact -> results.add(MemoryView.server(fact, memories.updatedAt(fact))));
    exchange.send(200, answer);
  }

  /// Whose memories the parameters name, if they do.
  private static Optional<Filter> named(Query query) {
    var all = new ArrayList<Filter>();
    for (var entity : Dialect.ENTITIES) {
      var name = query.value(entity);
      if (!name.isEmpty()) {
        all.add(new Filter.Eq(entity, Body.named(entity, name)));
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(new Filter.And(all));
  }

  private void deleteAll(Exchange exchange) {
    var filter =
        named(exchange.query())
            .orElseThrow(() ->
                new Refusal(
                    400,
                    "missing_field",
                    "user_id",
                    "At least one of user_id, agent_id, app_id and run_id is required"));
    forgotten(exchange, context.memories(exchange).forget(filter));
    exchange.send(200, Json.object().put("message", "All relevant memories deleted"));
  }

  private void forgotten(Exchange exchange, Erasure gone) {
    context.webhooks().forgotten(exchange.principal().tenant(), gone);
  }

  /// What isn't there is `null`, as the server has it.
  private void show(Exchange exchange) {
    var memories = context.memories(exchange);
    var found = memories.find(exchange.value("id"));
    exchange.send(
        200,
        found
            .<Object>map(fact -> MemoryView.server(fact, memories.updatedAt(fact)))
            .orElseGet(() -> Json.object().nullNode()));
  }

  private Fact found(Exchange exchange) {
    return context
        .memories(exchange)
        .find(exchange.value("id"))
        .orElseThrow(() -> new Refusal(404, "not_found", "", "Memory not found"));
  }

  private void update(Exchange exchange) {
    var body = new Body(exchange.object());
    var edited = Edits.apply(context.memories(exchange), found(exchange), body);
    context
        .webhooks()
        .happened(exchange.principal().tenant(), Webhooks.Event.UPDATE, List.of(edited));
    exchange.send(200, Json.object().put("message", "Memory updated successfully!"));
  }

  private void delete(Exchange exchange) {
    var fact = found(exchange);
    forgotten(exchange, context.memories(exchange).forget(Set.of(fact.id())));
    exchange.send(200, Json.object().put("message", "Memory deleted successfully"));
  }

  private void history(Exchange exchange) {
    var memories = context.memories(exchange);
    exchange.send(
        200,
        new HistoryView(context.desk(), exchange.principal())
            .of(memories.history(found(exchange))));
  }

  private void search(Exchange exchange) {
    var body = new Body(exchange.object());
    var memories = context.memories(exchange);
    var found =
        memories.search(
            QUERIES.wanted(body),
            Queries.query(body),
            Queries.topK(body, 20),
            body.share("threshold", 0.1),
            context.clock().instant());
    var answer = Json.object();
    var results = answer.putArray("results");
    for (var each : found) {
      var fact = each.fact();
      var view = MemoryView.server(fact, memories.updatedAt(fact)).put("score", each.score());
      if (body.flag("explain", false)) {
        details(view, each.components(), each.score(), body.share("threshold", 0.1));
      }
      results.add(view);
    }
    exchange.send(200, answer);
  }

  private static void details(
      ObjectNode view, Map<String, Double> components, double score, double threshold) {
    var details = view.putObject("score_details");
    components.forEach(details::put);
    details.put("final_score", score).put("threshold", threshold);
  }

  /// Forgets all memories, and what was said over Mem0's APIs.
  private void reset(Exchange exchange) {
    Context.checkOwner(exchange, "Forgetting everything");
    var memories = context.memories(exchange);
    var gone =
        memories.forget(
            new Filter.Or(
                List.of(
                    new Filter.Eq("layer", "user"), new Filter.Eq("channel", SaidReader.CHANNEL))));
    forgotten(exchange, gone);
    exchange.send(200, Json.object().put("message", "All memories reset"));
  }
}
