package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Revision;
import dev.steward.web.Exchange;
import dev.steward.web.Fields;
import dev.steward.web.Json;
import dev.steward.web.Query;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Memories in the platform's API.
final class PlatformMemories {
  private static final int MOST_IN_A_BATCH = 1_000;
  private static final Queries QUERIES = new Queries(Dialect.PLATFORM);

  private final Context context;

  PlatformMemories(Context context) {
    this.context = context;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", "/v3/memories/add/", this::add),
        Route.of("POST", "/v1/memories/", this::add),
        Route.of("POST", "/v3/memories/search/", exchange -> search(exchange, true)),
        Route.of("POST", "/v2/memories/search/", exchange -> search(exchange, false)),
        Route.of("POST", "/v1/memories/search/", exchange -> search(exchange, false)),
        Route.of("POST", "/v3/memories/", this::list),
        Route.of("POST", "/v2/memories/", this::list),
        Route.of("GET", "/v1/memories/{id}/", this::show),
        Route.of("PUT", "/v1/memories/{id}/", this::update),
        Route.of("DELETE", "/v1/memories/{id}/", this::delete),
        Route.of("DELETE", "/v1/memories/", this::deleteAll),
        Route.of("GET", "/v1/memories/{id}/history/", this::history),
        Route.of("PUT", "/v1/batch/", this::updateMany),
        Route.of("DELETE", "/v1/batch/", this::deleteMany),
        Route.of("POST", "/v1/feedback/", this::feedback));
  }

  private void add(Exchange exchange) {
    var body = new Body(exchange.object());
    var addition = context.adding(exchange).read(body, repeatable(exchange));
    var added = context.desk().add(exchange.principal(), addition);
    var tenant = exchange.principal().tenant();
    var answer = Json.object();
    if (addition.extraction() == Addition.Mode.EXTRACT) {
      context.webhooks().extracting(tenant, added.id());
      answer
          .put("message", "The messages are kept; memories are extracted in the background.")
          .put("status", "PENDING")
          .put("event_id", added.id());
    } else {
      context.webhooks().happened(tenant, Webhooks.Event.ADD, added.facts());
      answer
          .put("message", "The memories are kept.")
          .put("status", "SUCCEEDED")
          .put("event_id", added.id());
      var results = answer.putArray("results");
      added.facts().forEach(fact -> results.add(result(fact)));
    }
    exchange.send(200, answer);
  }

  /// The id that a client gave its request, so that it may be sent again.
  private static String repeatable(Exchange exchange) {
    var key = exchange.header("Idempotency-Key");
    return key == null ? "" : Fields.idOf("Idempotency-Key", key);
  }

  /// A memory that was said once is new; one that was said again is the one that there was; one
  /// that reads like an instruction from outside is held back.
  static ObjectNode result(Fact fact) {
    var result = Json.object().put("id", fact.id()).put("memory", fact.text());
    result.putObject("data").put("memory", fact.text());
    if (fact.care().standing() == Fact.Standing.QUARANTINED) {
      return result.put("event", Revision.Event.QUARANTINED.name());
    }
    return result.put("event", fact.care().proofs() > 1 ? "NOOP" : "ADD");
  }

  private void search(Exchange exchange, boolean wrapped) {
    var body = new Body(exchange.object());
    var memories = context.memories(exchange);
    var reference = body.time("reference_date");
    var found =
        memories.search(
            QUERIES.wanted(body),
            Queries.query(body),
            Queries.topK(body, 10),
            body.share("threshold", 0.1),
            reference == null ? context.clock().instant() : reference.start());
    var fields = body.texts("fields");
    var answer = Json.object();
    var results = answer.putArray("results");
    for (var each : found) {
      var fact = each.fact();
      var view = MemoryView.scored(MemoryView.platform(fact, memories.updatedAt(fact)), each);
      if (body.flag("explain", false)) {
        view.set("score_details", Json.tree(each.components()));
      }
      results.add(only(view, fields));
    }
    exchange.send(200, wrapped ? answer : results);
  }

  /// The view with these fields alone; with all if none are named.
  static ObjectNode only(ObjectNode view, List<String> fields) {
    return fields.isEmpty() ? view : view.retain(fields);
  }

  private void list(Exchange exchange) {
    var query = exchange.query();
    var body = new Body(exchange.object());
    int page = query.number("page", body.number("page", 1, 1, 1_000_000), 1, 1_000_000);
    int size = query.number("page_size", body.number("page_size", 100, 1, 200), 1, 200);
    var memories = context.memories(exchange);
    var wanted = QUERIES.wanted(body);
    var fields = body.texts("fields");
    var pages = new Pages(exchange, page, size, memories.count(wanted));
    var answer = pages.answer();
    var results = answer.putArray("results");
    for (var fact : memories.list(wanted, pages.skipped(), size)) {
      results.add(only(MemoryView.platform(fact, memories.updatedAt(fact)), fields));
    }
    exchange.send(200, answer);
  }

  private void show(Exchange exchange) {
    var memories = context.memories(exchange);
    exchange.send(200, view(memories, memories.memory(exchange.value("id"))));
  }

  private static ObjectNode view(Memories memories, Fact fact) {
    return MemoryView.platform(fact, memories.updatedAt(fact));
  }

  private void update(Exchange exchange) {
    var body = new Body(exchange.object());
    var memories = context.memories(exchange);
    var edited = edit(exchange, memories.memory(exchange.value("id")), body);
    exchange.send(200, view(memories, edited));
  }

  private Fact edit(Exchange exchange, Fact fact, Body body) {
    var edited = Edits.apply(context.memories(exchange), fact, body);
    context
        .webhooks()
        .happened(exchange.principal().tenant(), Webhooks.Event.UPDATE, List.of(edited));
    return edited;
  }

  private void delete(Exchange exchange) {
    var memories = context.memories(exchange);
    var fact = memories.memory(exchange.value("id"));
    var ids = new HashSet<>(Set.of(fact.id()));
    var linked = exchange.query().value("delete_linked").equals("true");
    if (linked) {
      memories.replacedBy(fact).forEach(older -> ids.add(older.id()));
    }
    forget(exchange, ids);
    var answer = Json.object().put("message", "Memory deleted successfully!");
    exchange.send(200, linked ? answer.put("cascade_count", ids.size() - 1) : answer);
  }

  private void forget(Exchange exchange, Set<String> ids) {
    var gone = context.memories(exchange).forget(ids);
    context.webhooks().forgotten(exchange.principal().tenant(), gone);
  }

  private void deleteAll(Exchange exchange) {
    var gone = context.memories(exchange).forget(whose(exchange.query()));
    context.webhooks().forgotten(exchange.principal().tenant(), gone);
    exchange.send(
        200,
        Json.object()
            .put("message", "%d memories deleted".formatted(gone.facts().size()))
            .put("event_id", context.deletions(exchange).done(gone.facts().size())));
  }

  /// Whose memories are to go: `?user_id=ana&metadata[colour]=red`.
  static Filter whose(Query query) {
    var all = new ArrayList<Filter>();
    for (var name : query.names()) {
      var value = query.value(name);
      if (Dialect.ENTITIES.contains(name)) {
        all.add(new Filter.Eq(name, Body.named(name, value)));
      } else if (name.startsWith("metadata[") && name.endsWith("]")) {
        all.add(new Filter.Eq("metadata." + name.substring(9, name.length() - 1), value));
      } else if (!Set.of("org_id", "project_id", "source").contains(name)) {
        throw Refusal.invalidField(
            Conditions.shown(name),
            "There is no parameter '%s' here; there are: %s, metadata[KEY]"
                .formatted(Conditions.shown(name), String.join(", ", Dialect.ENTITIES)));
      }
    }
    var filter = new Filter.And(all);
    if (!FilterReader.isScoped(filter)) {
      throw new Refusal(
          400,
          "missing_field",
          "user_id",
          "At least one of user_id, agent_id, app_id and run_id is required");
    }
    return filter;
  }

  private void history(Exchange exchange) {
    var memories = context.memories(exchange);
    var fact = memories.memory(exchange.value("id"));
    exchange.send(
        200, new HistoryView(context.desk(), exchange.principal()).of(memories.history(fact)));
  }

  private void updateMany(Exchange exchange) {
    var wanted = batch(exchange);
    wanted.forEach((fact, body) -> edit(exchange, fact, body));
    exchange.send(
        200,
        Json.object().put("message", "Successfully updated %d memories".formatted(wanted.size())));
  }

  private void deleteMany(Exchange exchange) {
    var wanted = batch(exchange);
    var ids = new HashSet<String>();
    wanted.keySet().forEach(fact -> ids.add(fact.id()));
    forget(exchange, ids);
    exchange.send(
        200,
        Json.object().put("message", "Successfully deleted %d memories".formatted(wanted.size())));
  }

  /// The memories of a batch, all of which must be there, and what is to become of each.
  private Map<Fact, Body> batch(Exchange exchange) {
    var given = new Body(exchange.object()).objects("memories");
    if (given.isEmpty() || given.size() > MOST_IN_A_BATCH) {
      throw Refusal.invalidField(
          "memories", "'memories' must have 1 to %d memories".formatted(MOST_IN_A_BATCH));
    }
    var memories = context.memories(exchange);
    var batch = new LinkedHashMap<Fact, Body>();
    for (var each : given) {
      var id = each.required("memory_id");
      var fact =
          memories
              .find(id)
              .orElseThrow(() ->
                  Refusal.invalidField(
                      "memory_id",
                      "There is no memory '%s'; nothing was changed"
                          .formatted(Conditions.shown(id))));
      batch.put(fact, each);
    }
    return batch;
  }

  private void feedback(Exchange exchange) {
    var body = new Body(exchange.object());
    var memories = context.memories(exchange);
    var fact = memories.memory(body.required("memory_id"));
    var word = body.text("feedback");
    if (!Set.of("", "POSITIVE", "NEGATIVE", "VERY_NEGATIVE").contains(word)) {
      throw Refusal.invalidField(
          "feedback", "'feedback' must be POSITIVE, NEGATIVE, VERY_NEGATIVE or null");
    }
    var reason = body.text("feedback_reason");
    var metadata = new LinkedHashMap<>(fact.labels().metadata());
    keep(metadata, Reserved.FEEDBACK, word);
    keep(metadata, Reserved.FEEDBACK_REASON, word.isEmpty() ? "" : reason);
    var edit = new Edit(null, metadata, null, null);
    context.desk().edit(exchange.principal(), fact.id(), edit, memories.by(fact.scope().user()));
    var answer = Json.object().put("id", fact.id());
    MemoryView.name(answer, "feedback", word);
    MemoryView.name(answer, "feedback_reason", word.isEmpty() ? "" : reason);
    exchange.send(200, answer);
  }

  private static void keep(Map<String, Object> metadata, String key, String value) {
    if (value.isEmpty()) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
  }
}
