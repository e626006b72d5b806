package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.web.Exchange;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import java.util.List;
import java.util.Objects;

/// Exports in the platform's API: a schema that the memories of a filter fill. What is kept is the
/// request; it is met when the export is fetched, with what may be told then.
final class PlatformExports {
  private static final String KIND = "mem0.export";
  private static final int MOST = 1_000;
  private static final int MOST_MEMORIES = 10_000;
  private static final Queries QUERIES = new Queries(Dialect.PLATFORM);

  private final Context context;

  PlatformExports(Context context) {
    this.context = context;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", "/v1/exports/", this::create),
        Route.of("POST", "/v1/memories/export/", this::create),
        Route.of("POST", "/v1/exports/get/", this::fetch));
  }

  private void create(Exchange exchange) {
    var tenant = exchange.principal().tenant();
    var body = new Body(exchange.object());
    var schema = body.value("schema");
    if (schema == null) {
      throw new Refusal(
          400, "missing_field", "schema", "Schema is required and must be a valid object");
    }
    SchemaFiller.check(schema);
    QUERIES.wanted(body);
    var id = context.ids().get();
    context.documents().write(tenant, KIND, id, Json.write(body.object()));
    var kept = context.documents().all(tenant, KIND).keySet();
    kept.stream()
        .limit(Math.max(0, kept.size() - MOST))
        .forEach(old -> context.documents().delete(tenant, KIND, old));
    exchange.send(201, Json.object().put("message", "The export can be fetched.").put("id", id));
  }

  private void fetch(Exchange exchange) {
    var body = new Body(exchange.object());
    var id = body.text("memory_export_id");
    var kept = id.isEmpty() ? newest(exchange, body) : kept(exchange, id);
    exchange.send(200, export(exchange, kept));
  }

  private Body kept(Exchange exchange, String id) {
    return context
        .documents()
        .read(exchange.principal().tenant(), KIND, id)
        .map(text -> new Body(Webhooks.read(text)))
        .orElseThrow(() -> new Refusal(404, "not_found", "", "No memory export request found"));
  }

  /// The newest request with these filters.
  private Body newest(Exchange exchange, Body body) {
    QUERIES.wanted(body);
    return context.documents().all(exchange.principal().tenant(), KIND).values().stream()
        .map(text -> new Body(Webhooks.read(text)))
        .filter(each -> Objects.equals(each.value("filters"), body.value("filters")))
        .reduce((earlier, later) -> later)
        .orElse(body);
  }

  private ObjectNode export(Exchange exchange, Body request) {
    var memories = context.memories(exchange);
    var wanted = QUERIES.wanted(request);
    var schema = request.value("schema");
    if (schema != null && SchemaFiller.hasProperties(schema)) {
      return new SchemaFiller(memories, wanted).fill(schema);
    }
    var answer = Json.object();
    var all = answer.putArray("memories");
    memories
        .list(wanted, 0, MOST_MEMORIES)
        .forEach(fact -> all.add(MemoryView.platform(fact, memories.updatedAt(fact))));
    return answer;
  }
}
