package dev.steward.tools.calendar;

import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.tools.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Gives an event another time.
final class MoveTool implements Tool {
  private final Calendar calendar;
  private final EventView view;

  MoveTool(Calendar calendar, EventView view) {
    this.calendar = calendar;
    this.view = view;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "calendar_move",
        "Gives an event in the user's calendar another start; of a recurring event, all instances"
            + " move. If other events are in the way, nothing is changed and they are told.",
        new Schema.Struct(
            "",
            List.of(
                Schema.required("event_id", new Schema.Text("the event's id")),
                Schema.required(
                    "start", new Schema.Text("local date and time, as in 2026-11-30T09:00")),
                Schema.optional(
                    "duration_minutes",
                    new Schema.Whole("how long it lasts; without it, as long as before")),
                Schema.optional(
                    "zone", new Schema.Text("time zone of the start; without it, the user's own")),
                Schema.optional(
                    "allow_conflict",
                    new Schema.Flag("move it although other events are in the way")))),
        Effect.KEYED);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> move(call, context));
  }

  private ToolResult move(ToolCall call, ToolContext context) {
    var arguments =
        new Arguments(
            call, Set.of("event_id", "start", "duration_minutes", "zone", "allow_conflict"));
    var zone = arguments.zone("zone", context.zone());
    var minutes =
        arguments.has("duration_minutes")
            ? arguments.whole("duration_minutes", 1, CreateTool.LONGEST_MINUTES)
            : 0;
    var booking =
        calendar.move(
            context.scope(),
            arguments.text("event_id", 300),
            arguments.time("start", zone),
            zone,
            Duration.ofMinutes(minutes),
            arguments.flag("allow_conflict"),
            context.key(),
            context.now());
    return CreateTool.answer(booking, context, view);
  }
}
