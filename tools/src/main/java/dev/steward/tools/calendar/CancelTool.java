package dev.steward.tools.calendar;

import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.tools.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cancels an event.
final class CancelTool implements Tool {
  private final Calendar calendar;
  private final EventView view;

  CancelTool(Calendar calendar, EventView view) {
    this.calendar = calendar;
    this.view = view;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "calendar_cancel",
        "Cancels an event in the user's calendar; of a recurring event, all instances.",
        new Schema.Struct(
            "", List.of(Schema.required("event_id", new Schema.Text("the event's id")))),
        Effect.KEYED);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> {
      var id = new Arguments(call, Set.of("event_id")).text("event_id", 300);
      var event = calendar.cancel(context.scope(), id, context.key(), context.now());
      return ToolResult.done(
          "Cancelled: " + EventView.line(event),
          Map.of("event", view.data(context.scope(), event)));
    });
  }
}
