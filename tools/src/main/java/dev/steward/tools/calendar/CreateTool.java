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
import java.util.Map;
import java.util.Set;

/// Books an event.
final class CreateTool implements Tool {
  static final int LONGEST_MINUTES = (int) Calendar.LONGEST.toMinutes();
  static final int MOST_ATTENDEES = 100;
  static final int LONGEST_ATTENDEE = 200;

  private final Calendar calendar;
  private final EventView view;

  CreateTool(Calendar calendar, EventView view) {
    this.calendar = calendar;
    this.view = view;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "calendar_create",
        "Books an event in the user's calendar. If other events are in the way, nothing is booked"
            + " and they are told.",
        new Schema.Struct(
            "",
            List.of(
                Schema.required("title", new Schema.Text("what it is, in a few words")),
                Schema.required(
                    "start", new Schema.Text("local date and time, as in 2026-11-30T09:00")),
                Schema.required("duration_minutes", new Schema.Whole("how long it lasts")),
                Schema.optional(
                    "attendees",
                    new Schema.Many(
                        "who else takes part", new Schema.Text("a name or an address"))),
                Schema.optional(
                    "recurrence",
                    new Schema.Text("an iCalendar RRULE such as FREQ=WEEKLY;COUNT=4, or empty")),
                Schema.optional(
                    "zone", new Schema.Text("time zone of the start; without it, the user's own")),
                Schema.optional(
                    "allow_conflict",
                    new Schema.Flag("book it although other events are in the way")))),
        Effect.KEYED);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> create(call, context));
  }

  private ToolResult create(ToolCall call, ToolContext context) {
    var arguments =
        new Arguments(
            call,
            Set.of(
                "title",
                "start",
                "duration_minutes",
                "attendees",
                "recurrence",
                "zone",
                "allow_conflict"));
    var zone = arguments.zone("zone", context.zone());
    var plan =
        new Plan(
            arguments.text("title", Events.LONGEST_TITLE),
            arguments.time("start", zone),
            Duration.ofMinutes(arguments.whole("duration_minutes", 1, LONGEST_MINUTES)),
            zone,
            arguments.texts("attendees", MOST_ATTENDEES, LONGEST_ATTENDEE),
            arguments.text("recurrence", 500, ""),
            context.message());
    var booking =
        calendar.create(
            context.scope(), plan, arguments.flag("allow_conflict"), context.key(), context.now());
    return answer(booking, context, view);
  }

  /// What a booking came to, for the one who asked for it.
  static ToolResult answer(Booking booking, ToolContext context, EventView view) {
    return switch (booking) {
      case Booking.Booked(var event) ->
          ToolResult.done(
              "Booked: " + EventView.line(event),
              Map.of("event", view.data(context.scope(), event)));
      case Booking.Moved(var event, var previous) ->
          ToolResult.done(
              "Moved: " + EventView.line(event),
              Map.of(
                  "event",
                  view.data(context.scope(), event),
                  "previous",
                  Map.of(
                      "start", EventView.iso(previous.start()), "zone", previous.zone().getId())));
      case Booking.Clash(var conflicts) ->
          new ToolResult(
              false,
              "Nothing was changed, there is something else at that time:\n%s\nChoose another time, or set allow_conflict."
                  .formatted(EventView.lines(conflicts, 10)),
              Map.of("conflicts", view.data(context.scope(), conflicts)));
    };
  }
}
