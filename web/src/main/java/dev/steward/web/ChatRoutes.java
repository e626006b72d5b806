package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.turn.CancelWish;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What clients of OpenAI's API can ask: agents are the models, and `steward` is the model that
/// lets the router decide.
final class ChatRoutes {
  private static final String ROUTER = "steward";

  private final Desk desk;
  private final EventStream stream;
  private final TaskRoutes tasks;
  private final Clock clock;
  private final Instant startedAt;

  ChatRoutes(Desk desk, EventStream stream, TaskRoutes tasks, Clock clock) {
    this.desk = desk;
    this.stream = stream;
    this.tasks = tasks;
    this.clock = clock;
    startedAt = clock.instant();
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/chat/completions", this::complete),
        Route.get("/v1/models", this::models),
        Route.get("/v1/models/{id}", this::model));
  }

  private void complete(Exchange exchange) {
    var request = ChatRequest.read(exchange.json(), exchange.principal());
    exchange.allowed(request.user());
    var agent = request.model().equals(ROUTER) ? "" : known(exchange, request.model());
    var task =
        new Desk.Task(
            TaskRoutes.id(exchange, ""),
            request.user(),
            request.session(),
            agent,
            "openai",
            request.text());
    tasks.checkId(exchange, task);
    var wish = new CancelWish(turn -> desk.cancel(exchange.principal(), turn));
    try (var _ = watch(exchange, task, wish)) {
      if (request.streams()) {
        stream.send(
            exchange,
            events -> desk.process(exchange.principal(), task, wish.andThen(events)),
            new Chunks(request, clock.instant()));
      } else {
        var turn = desk.process(exchange.principal(), task, wish);
        if (isWithoutAnswer(turn)) {
          throw unanswered(turn);
        }
        exchange.send(200, completion(turn, request.model(), clock.instant()));
      }
    }
  }

  /// Whoever leaves wants no answer any more; but who gave the task an id may come back for it.
  private static LookAhead.Watch watch(Exchange exchange, Desk.Task task, CancelWish wish) {
    return task.id().isEmpty() ? exchange.whenGone(wish::wish) : LookAhead.Watch.NONE;
  }

  private void models(Exchange exchange) {
    var body = Json.object().put("object", "list");
    var data = body.putArray("data");
    names(exchange).forEach(name -> data.add(model(name)));
    exchange.send(200, body);
  }

  private void model(Exchange exchange) {
    exchange.send(200, model(known(exchange, exchange.value("id"))));
  }

  private ObjectNode model(String name) {
    return Json.object()
        .put("id", name)
        .put("object", "model")
        .put("created", startedAt.getEpochSecond())
        .put("owned_by", ROUTER);
  }

  private Set<String> names(Exchange exchange) {
    var names = new LinkedHashSet<String>();
    names.add(ROUTER);
    desk.agents(exchange.principal()).forEach(view -> names.add(view.agent().name()));
    return names;
  }

  private String known(Exchange exchange, String name) {
    var names = names(exchange);
    if (!names.contains(name)) {
      throw new Refusal(
          404,
          "model_not_found",
          "model",
          "There is no model '%s'; there are: %s".formatted(name, String.join(", ", names)));
    }
    return name;
  }

  private static boolean isWithoutAnswer(Turn turn) {
    return turn.status() == Turn.Status.FAILED || turn.status() == Turn.Status.CANCELLED;
  }

  /// A task that failed, or was cancelled, says so in words made for people.
  private static Refusal unanswered(Turn turn) {
    if (turn.status() == Turn.Status.CANCELLED) {
      return new Refusal(409, "task_cancelled", "", turn.result());
    }
    return turn.errorCode().equals(Failure.BUDGET_EXCEEDED)
        ? Refusal.of(Failure.budget(turn.result()), turn.id())
        : new Refusal(500, "task_failed", "", turn.result());
  }

  private static ObjectNode completion(Turn turn, String model, Instant at) {
    var body = envelope("chat.completion", turn.id(), model, at);
    var choice = body.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", turn.result());
    choice.putNull("logprobs").put("finish_reason", "stop");
    body.set("usage", usage(turn));
    body.set("steward", extra(turn));
    return body;
  }

  private static ObjectNode envelope(String object, String turn, String model, Instant at) {
    return Json.object()
        .put("id", "chatcmpl-" + turn)
        .put("object", object)
        .put("created", at.getEpochSecond())
        .put("model", model);
  }

  private static ObjectNode usage(Turn turn) {
    var usage = turn.usage();
    var body =
        Json.object()
            .put("prompt_tokens", usage.prompt())
            .put("completion_tokens", usage.output())
            .put("total_tokens", usage.total());
    body.putObject("prompt_tokens_details").put("cached_tokens", usage.cacheRead());
    body.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    return body;
  }

  /// What Steward knows besides; clients that don't know it skip it.
  private static ObjectNode extra(Turn turn) {
    return Json.object()
        .put("task_id", turn.id())
        .put("session_id", turn.session())
        .put("task_type", turn.taskType())
        .put("agent", turn.agent())
        .put("model", turn.model())
        .put("cost", turn.cost().dollars())
        .put("currency", Wire.CURRENCY);
  }

  /// A turn's events as chat completion chunks.
  private static final class Chunks implements EventStream.Script<TurnEvent> {
    private final ChatRequest request;
    private final Instant at;
    private final Deltas deltas = new Deltas();
    private boolean begun;

    Chunks(ChatRequest request, Instant at) {
      this.request = request;
      this.at = at;
    }

    @Override
    public List<String> on(TurnEvent event) {
      var frames = new ArrayList<String>();
      if (!begun) {
        begun = true;
        var first = Json.object().put("role", "assistant").put("content", "");
        frames.add(chunk(event.turn(), first, false));
      }
      if (event instanceof TurnEvent.Finished(var turn) && isWithoutAnswer(turn)) {
        frames.add(data(unanswered(turn).openAi()));
        return frames;
      }
      deltas
          .next(event)
          .ifPresent(
              text -> frames.add(chunk(event.turn(), Json.object().put("content", text), false)));
      if (event instanceof TurnEvent.Finished(var turn)) {
        frames.add(chunk(turn.id(), Json.object(), true));
        if (request.wantsUsage()) {
          var last = envelope("chat.completion.chunk", turn.id(), request.model(), at);
          last.putArray("choices");
          last.set("usage", usage(turn));
          last.set("steward", extra(turn));
          frames.add(data(last));
        }
      }
      return frames;
    }

    @Override
    public List<String> end() {
      return List.of("data: [DONE]\n\n");
    }

    @Override
    public List<String> failed(Refusal refusal) {
      return List.of(data(refusal.openAi()));
    }

    private String chunk(String turn, ObjectNode delta, boolean last) {
      var body = envelope("chat.completion.chunk", turn, request.model(), at);
      var choice = body.putArray("choices").addObject().put("index", 0);
      choice.set("delta", delta);
      choice.putNull("logprobs");
      if (last) {
        choice.put("finish_reason", "stop");
      } else {
        choice.putNull("finish_reason");
      }
      if (request.wantsUsage()) {
        body.putNull("usage");
      }
      return data(body);
    }

    private static String data(ObjectNode body) {
      return "data: " + Json.write(body) + "\n\n";
    }
  }
}
