package dev.steward.web;

import dev.steward.core.Desk;
import dev.steward.core.turn.Turn;
import java.util.List;

/// Tasks: handing one in, what became of it, and its events while it runs.
final class TaskRoutes {
  private final Desk desk;
  private final EventStream stream;

  TaskRoutes(Desk desk, EventStream stream) {
    this.desk = desk;
    this.stream = stream;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/tasks", this::submit),
        Route.get("/v1/tasks", this::list),
        Route.get("/v1/tasks/{id}", this::show),
        Route.get("/v1/tasks/{id}/events", this::follow),
        Route.post("/v1/tasks/{id}/cancel", this::cancel));
  }

  private void submit(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var input = fields.text("input");
    var user = fields.name("user_id");
    var session = fields.name("session_id", "");
    var agent = fields.name("agent", "");
    var id = fields.id("id");
    var channel = fields.name("channel", "api");
    var wait = fields.flag("wait", true);
    var tags = fields.strings("tags");
    fields.end();
    exchange.allowed(user);
    var task = new Desk.Task(id(exchange, id), user, session, agent, channel, input, tags);
    checkAgent(exchange, agent);
    checkId(exchange, task);
    if (!wait) {
      var turn = desk.submit(exchange.principal(), task);
      exchange.response().header("Location", "/v1/tasks/" + turn);
      exchange.send(202, new Wire.Submitted(turn, Wire.word(Turn.Status.RUNNING)));
    } else if (exchange.wantsEvents()) {
      stream.send(
          exchange,
          events -> desk.process(exchange.principal(), task, events),
          new WireTurnEvent.Script());
    } else {
      var turn = desk.process(exchange.principal(), task, event -> {});
      exchange.send(200, Wire.Task.of(turn));
    }
  }

  private void list(Exchange exchange) {
    var query = exchange.query();
    var user = exchange.allowed(query.optionalName("user_id"));
    var before = query.optionalName("before");
    var limit = query.limit();
    query.end();
    exchange.send(
        200,
        new Wire.Page<>(
            desk.turns(exchange.principal(), user, before, limit).stream()
                .map(Wire.Task::of)
                .toList()));
  }

  private void show(Exchange exchange) {
    exchange.withoutQuery().send(200, Wire.Task.of(turn(exchange)));
  }

  private void follow(Exchange exchange) {
    var id = turn(exchange.withoutQuery()).id();
    stream.send(
        exchange,
        events -> desk.follow(exchange.principal(), id, events),
        new WireTurnEvent.Script());
  }

  private void cancel(Exchange exchange) {
    exchange.withoutQuery().json().end();
    var id = turn(exchange).id();
    exchange.send(200, Wire.Task.of(desk.cancel(exchange.principal(), id)));
  }

  private Turn turn(Exchange exchange) {
    var id = exchange.value("id");
    return desk.turn(exchange.principal(), id)
        .filter(turn -> exchange.principal().maySpeakFor(turn.user()))
        .orElseThrow(() -> Refusal.absent("task", id));
  }

  /// The task's id from the body or the header that is meant for such.
  static String id(Exchange exchange, String fromBody) {
    var header = exchange.header("Idempotency-Key");
    if (header == null) {
      return fromBody;
    }
    Fields.idOf("Idempotency-Key", header);
    if (!fromBody.isEmpty() && !fromBody.equals(header)) {
      throw Refusal.invalidField("id", "'id' and the header 'Idempotency-Key' differ");
    }
    return header;
  }

  /// Refuses the id of a task that is somebody else's.
  void checkId(Exchange exchange, Desk.Task task) {
    if (task.id().isEmpty()) {
      return;
    }
    var other =
        desk.turn(exchange.principal(), task.id()).filter(turn -> !turn.user().equals(task.user()));
    if (other.isPresent()) {
      throw new Refusal(
          409, "id_taken", "id", "The id is taken by a task of another user; choose another");
    }
  }

  private void checkAgent(Exchange exchange, String agent) {
    if (agent.isEmpty()) {
      return;
    }
    var names =
        desk.agents(exchange.principal()).stream().map(view -> view.agent().name()).toList();
    if (!names.contains(agent)) {
      throw Refusal.invalidField(
          "agent",
          "There is no agent '%s'; the team has: %s".formatted(agent, String.join(", ", names)));
    }
  }
}
