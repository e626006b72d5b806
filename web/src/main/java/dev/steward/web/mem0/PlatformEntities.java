package dev.steward.web.mem0;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Target;
import dev.steward.web.Exchange;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import dev.steward.web.mem0.Entities.Type;
import dev.steward.web.mem0.Memories.Wanted;
import java.util.Comparator;
import java.util.List;

/// Users, agents, apps and runs in the platform's API, and what there is in all.
final class PlatformEntities {
  private static final int SUMMARY = 20;
  private static final int SUMMARISED = 1_000;

  private final Context context;

  PlatformEntities(Context context) {
    this.context = context;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "/v1/entities/", this::list),
        Route.of("GET", "/v1/entities/filters/", this::filters),
        Route.of("GET", "/v1/entities/{type}/{name}/", this::show),
        Route.of("GET", "/v2/entities/{type}/{name}/", this::show),
        Route.of("DELETE", "/v1/entities/{type}/{name}/", this::delete),
        Route.of("DELETE", "/v2/entities/{type}/{name}/", this::delete),
        Route.of("GET", "/v1/stats/", this::statistics),
        Route.of("POST", "/v1/summary/", this::summary));
  }

  private void list(Exchange exchange) {
    var query = exchange.query();
    int page = query.number("page", 1, 1, 1_000_000);
    int size = query.number("page_size", 100, 1, 1_000);
    var entities = Entities.in(context.memories(exchange));
    var all = entities.all();
    var pages = new Pages(exchange, page, size, all.size());
    var answer = pages.answer();
    var results = answer.putArray("results");
    all.stream()
        .skip(pages.skipped())
        .limit(size)
        .forEach(entity -> {
          var view = entity.view();
          view.putObject("metadata");
          results.add(view);
        });
    for (var type : Type.values()) {
      answer.put("total_" + type.word() + "s", entities.all(type).size());
    }
    exchange.send(200, answer);
  }

  private void filters(Exchange exchange) {
    var entities = Entities.in(context.memories(exchange));
    var answer = Json.object();
    for (var type : Type.values()) {
      var names = answer.putArray(type.field());
      entities.all(type).forEach(entity -> names.add(entity.name()));
    }
    answer.set("categories", Json.tree(entities.categories()));
    exchange.send(200, answer);
  }

  private void show(Exchange exchange) {
    var type = Type.of(exchange.value("type"));
    var name = exchange.value("name");
    var entity =
        Entities.in(context.memories(exchange), new Filter.Eq(type.field(), name))
            .find(type, name)
            .orElseThrow(() ->
                new Refusal(
                    404,
                    "not_found",
                    "",
                    "There is no %s '%s'".formatted(type.word(), Conditions.shown(name))));
    exchange.send(200, entity.view());
  }

  private void delete(Exchange exchange) {
    var type = Type.of(exchange.value("type"));
    var name = exchange.value("name");
    var memories = context.memories(exchange);
    var gone =
        type == Type.USER
            ? context
                .desk()
                .forget(exchange.principal(), new Target.User(name), false, memories.by(name))
            : memories.forget(new Filter.Eq(type.field(), name));
    context.webhooks().forgotten(exchange.principal().tenant(), gone);
    exchange.send(
        200,
        Json.object()
            .put("message", "Entity deleted successfully!")
            .put("event_id", context.deletions(exchange).done(gone.facts().size())));
  }

  private void statistics(Exchange exchange) {
    var memories = context.memories(exchange);
    var entities = Entities.in(memories);
    var answer = Json.object().put("total_memories", memories.count(Wanted.of(Filter.all())));
    for (var type : Type.values()) {
      answer.put("total_" + type.word() + "s", entities.all(type).size());
    }
    if (exchange.principal().users().isEmpty()) {
      var all = context.desk().statistics(exchange.principal());
      answer.put("total_messages", all.messages());
      answer.put(
          "total_add_events", all.extractions().values().stream().mapToLong(Long::longValue).sum());
      answer.put("embedder", all.embedder());
    }
    exchange.send(200, answer);
  }

  /// The memories that stand on the most: pinned ones, then those that were said most often.
  private void summary(Exchange exchange) {
    var memories = context.memories(exchange);
    var wanted = new Queries(Dialect.PLATFORM).wanted(new Body(exchange.object()));
    var most =
        memories.list(wanted, 0, SUMMARISED).stream()
            .sorted(
                Comparator.comparing((Fact fact) -> fact.care().pinned())
                    .thenComparing(fact -> fact.care().proofs())
                    .thenComparing(Fact::recordedAt)
                    .reversed())
            .limit(SUMMARY)
            .toList();
    var answer = Json.object().putArray("summary");
    for (var fact : most) {
      answer
          .addObject()
          .put("id", fact.id())
          .put("summary", fact.text())
          .put("proofs", fact.care().proofs())
          .put("created_at", fact.recordedAt().toString());
    }
    exchange.send(200, answer);
  }
}
