package dev.steward.web;

import dev.steward.core.Desk;
import java.util.List;

/// Where tasks go and why, and what people correct.
final class RouterRoutes {
  private final Desk desk;

  RouterRoutes(Desk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/routes/explain", this::explain),
        Route.get("/v1/tasks/{id}/route", this::routed),
        Route.get("/v1/tasks/{id}/tiers", this::chosen),
        Route.get("/v1/routes/tiers", this::tiers),
        Route.post("/v1/routes/corrections", this::correct),
        Route.get("/v1/routes/corrections", this::corrections),
        Route.post("/v1/routes/learn", this::learn),
        Route.post("/v1/routes/rollback", this::rollBack));
  }

  private void explain(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var user = fields.name("user_id");
    var text = fields.text("text");
    fields.end();
    exchange.allowed(user);
    var parts = desk.routes().explain(exchange.principal(), user, text);
    exchange.send(200, new Wire.Page<>(parts.stream().map(WireRoute::of).toList()));
  }

  private void routed(Exchange exchange) {
    var id = exchange.withoutQuery().value("id");
    var parts = desk.routes().routed(exchange.principal(), id);
    if (parts.isEmpty() && desk.turn(exchange.principal(), id).isEmpty()) {
      throw Refusal.absent("task", id);
    }
    exchange.send(200, new Wire.Page<>(parts.stream().map(WireRoute::of).toList()));
  }

  private void chosen(Exchange exchange) {
    var id = exchange.withoutQuery().value("id");
    var tiers = desk.routes().chosen(exchange.principal(), id);
    if (tiers.isEmpty() && desk.turn(exchange.principal(), id).isEmpty()) {
      throw Refusal.absent("task", id);
    }
    exchange.send(200, new Wire.Page<>(tiers.stream().map(WireTier::of).toList()));
  }

  private void tiers(Exchange exchange) {
    var query = exchange.query();
    var agent = query.optionalName("agent");
    var kind = query.optionalName("kind");
    query.end();
    var tiers = desk.routes().tiers(exchange.principal(), agent, kind);
    exchange.send(200, new Wire.Page<>(tiers.stream().map(WireTier::of).toList()));
  }

  private void correct(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var user = fields.name("user_id");
    var task = fields.id("task_id");
    var text = fields.text("text", "");
    var kind = fields.name("kind");
    fields.end();
    exchange.allowed(user);
    var correction = desk.routes().correct(exchange.principal(), user, task, text, kind);
    exchange.send(201, WireRoute.Corrected.of(correction));
  }

  private void corrections(Exchange exchange) {
    var corrections = desk.routes().corrections(exchange.withoutQuery().principal());
    exchange.send(200, new Wire.Page<>(corrections.stream().map(WireRoute.Corrected::of).toList()));
  }

  private void learn(Exchange exchange) {
    exchange.withoutQuery().json().end();
    exchange.send(200, WireRoute.Learned.of(desk.routes().learn(exchange.principal())));
  }

  private void rollBack(Exchange exchange) {
    exchange.withoutQuery().json().end();
    exchange.send(200, WireRoute.Serves.of(desk.routes().rollBack(exchange.principal())));
  }
}
