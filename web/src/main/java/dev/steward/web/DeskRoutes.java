package dev.steward.web;

import dev.steward.core.Desk;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Runs, memories, agents, costs and the calendar.
final class DeskRoutes {
  private static final Duration MONTH = Duration.ofDays(30);

  private final Desk desk;
  private final Clock clock;

  DeskRoutes(Desk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/runs", this::runs),
        Route.get("/v1/runs/{id}", this::run),
        Route.post("/v1/runs/{id}/resume", this::resume),
        Route.post("/v1/memories", this::remember),
        Route.get("/v1/memories", this::memories),
        Route.post("/v1/recall", this::recall),
        Route.get("/v1/agents", this::agents),
        Route.post("/v1/doctor/models", this::visitModels),
        Route.get("/v1/costs", this::costs),
        Route.get("/v1/budgets", this::budgets),
        Route.get("/v1/calendar", this::calendar),
        Route.get("/v1/calendar.ics", this::exportCalendar),
        Route.post("/v1/calendar.ics", this::importCalendar));
  }

  private void runs(Exchange exchange) {
    var query = exchange.query();
    var user = exchange.allowed(query.optionalName("user_id"));
    var before = query.optionalName("before");
    var limit = query.limit();
    query.end();
    var runs = desk.runs(exchange.principal(), user, before, limit);
    exchange.send(200, new Wire.Page<>(runs.stream().map(WireRun::of).toList()));
  }

  private void run(Exchange exchange) {
    exchange.withoutQuery().send(200, WireRun.Detail.of(view(exchange)));
  }

  private void resume(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var happened = fields.flag("happened");
    fields.end();
    var id = view(exchange).run().id();
    exchange.send(200, WireRun.of(desk.resume(exchange.principal(), id, happened)));
  }

  private Desk.RunView view(Exchange exchange) {
    var id = exchange.value("id");
    return desk.run(exchange.principal(), id)
        .filter(view -> exchange.principal().maySpeakFor(view.run().user()))
        .orElseThrow(() -> Refusal.absent("run", id));
  }

  private void remember(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var user = fields.name("user_id");
    var layer = fields.choice("layer", Layer.class, Layer.USER);
    var kind = fields.choice("kind", Fact.Kind.class, Fact.Kind.FACT);
    var text = fields.text("text");
    fields.end();
    exchange.allowed(user);
    var fact = desk.remember(exchange.principal(), user, layer, kind, text);
    exchange.send(201, MemoryJson.of(fact));
  }

  private void memories(Exchange exchange) {
    var query = exchange.query();
    var user = exchange.allowed(query.name("user_id"));
    var layer = query.choice("layer", Layer.class, Layer.USER);
    var before = query.optionalName("before");
    var limit = query.limit();
    query.end();
    var facts = desk.memories(exchange.principal(), user, layer, before, limit);
    exchange.send(200, new Wire.Page<>(facts.stream().map(MemoryJson::of).toList()));
  }

  private void recall(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var user = fields.name("user_id");
    var text = fields.text("query");
    var limit = fields.number("limit", 10, 1, 10_000);
    fields.end();
    exchange.allowed(user);
    var found = desk.recall(exchange.principal(), user, text, limit);
    exchange.send(200, new Wire.Page<>(found.stream().map(MemoryJson::of).toList()));
  }

  private void agents(Exchange exchange) {
    var agents = desk.agents(exchange.withoutQuery().principal());
    exchange.send(200, new Wire.Page<>(agents.stream().map(Wire.Member::of).toList()));
  }

  private void visitModels(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var user = fields.name("user_id");
    fields.end();
    exchange.allowed(user);
    var visits = desk.visitModels(exchange.principal(), user);
    exchange.send(200, new Wire.Page<>(visits.stream().map(WireVisit::of).toList()));
  }

  private void costs(Exchange exchange) {
    var query = exchange.query();
    var id = query.optionalName("id");
    if (!id.isEmpty()) {
      query.end();
      exchange.send(200, Wire.Costs.of(desk.calls(exchange.principal(), id)));
      return;
    }
    var user = exchange.allowed(query.optionalName("user_id"));
    var span = Span.read(query, clock.instant().minus(MONTH), clock.instant());
    query.end();
    var entries = desk.costs(exchange.principal(), user, span.from, span.to);
    exchange.send(200, Wire.Costs.of(entries));
  }

  private void budgets(Exchange exchange) {
    var standings = desk.budgets(exchange.withoutQuery().principal());
    exchange.send(200, new Wire.Page<>(standings.stream().map(WireBudget::of).toList()));
  }

  private void calendar(Exchange exchange) {
    var query = exchange.query();
    var user = exchange.allowed(query.name("user_id"));
    var span = Span.read(query, clock.instant(), clock.instant().plus(MONTH));
    query.end();
    var events = desk.events(exchange.principal(), user, span.from, span.to);
    exchange.send(200, new Wire.Page<>(events.stream().map(WireEvent::of).toList()));
  }

  private void exportCalendar(Exchange exchange) {
    var query = exchange.query();
    var user = exchange.allowed(query.name("user_id"));
    query.end();
    var file = desk.exportCalendar(exchange.principal(), user);
    exchange.response().header("Content-Disposition", "attachment; filename=\"calendar.ics\"");
    exchange.send(200, "text/calendar; charset=utf-8", file.getBytes(StandardCharsets.UTF_8));
  }

  private void importCalendar(Exchange exchange) {
    var query = exchange.query();
    var user = exchange.allowed(query.name("user_id"));
    query.end();
    var file = Json.utf8(exchange.body("text/calendar"));
    var changed = desk.importCalendar(exchange.principal(), user, file);
    exchange.send(200, Json.object().put("changed", changed));
  }

  private record Span(Instant from, Instant to) {
    static Span read(Query query, Instant from, Instant to) {
      var span = new Span(query.instant("from", from), query.instant("to", to));
      if (span.to.isBefore(span.from)) {
        throw Refusal.invalidField("to", "'to' is before 'from'");
      }
      return span;
    }
  }
}
