package dev.steward.web;

import dev.steward.core.turn.TurnEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A turn's events on the wire: `step_begun`, `step_ended`, `text`, and at last `finished` with the
/// task, or `error`.
final class WireTurnEvent {
  private WireTurnEvent() {}

  private record StepBegun(String taskId, int number, String node, String op) {}

  private record StepEnded(String taskId, int number, String node, String op, String status) {}

  private record Text(String taskId, String text) {}

  /// Writes events as they are.
  static final class Script implements EventStream.Script<TurnEvent> {
    @Override
    public List<String> on(TurnEvent event) {
      return List.of(frame(event));
    }

    @Override
    public List<String> end() {
      return List.of();
    }

    @Override
    public List<String> failed(Refusal refusal) {
      return List.of(EventStream.frame("error", refusal.own()));
    }
  }

  private static String frame(TurnEvent event) {
    return switch (event) {
      case TurnEvent.StepBegun(var turn, var number, var node, var op) ->
          EventStream.frame("step_begun", new StepBegun(turn, number, node, op));
      case TurnEvent.StepEnded(var turn, var number, var node, var op, var status) ->
          EventStream.frame("step_ended", new StepEnded(turn, number, node, op, status));
      case TurnEvent.Text(var turn, var text) -> EventStream.frame("text", new Text(turn, text));
      case TurnEvent.Finished(var result) -> EventStream.frame("finished", Wire.Task.of(result));
    };
  }

  /// Reads an event back; none for a name that we do not know.
  static Optional<TurnEvent> read(String name, String data, String tenant) throws IOException {
    return switch (name) {
      case "step_begun" -> {
        var read = Json.read(data, StepBegun.class);
        yield Optional.of(new TurnEvent.StepBegun(read.taskId, read.number, read.node, read.op));
      }
      case "step_ended" -> {
        var read = Json.read(data, StepEnded.class);
        yield Optional.of(
            new TurnEvent.StepEnded(read.taskId, read.number, read.node, read.op, read.status));
      }
      case "text" -> {
        var read = Json.read(data, Text.class);
        yield Optional.of(new TurnEvent.Text(read.taskId, read.text));
      }
      case "finished" ->
          Optional.of(new TurnEvent.Finished(Json.read(data, Wire.Task.class).turn(tenant)));
      default -> Optional.empty();
    };
  }
}
