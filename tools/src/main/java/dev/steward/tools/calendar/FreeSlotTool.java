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
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds free time.
final class FreeSlotTool implements Tool {
  private static final int LONGEST_RANGE_DAYS = 370;
  private static final int LONGEST_MINUTES = 24 * 60;

  private final Calendar calendar;
  private final TimePreferences preferences;

  FreeSlotTool(Calendar calendar, TimePreferences preferences) {
    this.calendar = calendar;
    this.preferences = preferences;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "calendar_free_slot",
        "Finds the first free time in the user's calendar that keeps to the working hours and to"
            + " what is remembered of when the attendees, the user and the organisation prefer to"
            + " meet. Books nothing.",
        new Schema.Struct(
            "",
            List.of(
                Schema.required("from", new Schema.Text("local date, or date and time")),
                Schema.required(
                    "to", new Schema.Text("local date (that day included), or date and time")),
                Schema.required("duration_minutes", new Schema.Whole("how long it must be")),
                Schema.optional(
                    "attendees",
                    new Schema.Many(
                        "who else takes part", new Schema.Text("a name or an address"))))),
        Effect.PURE);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> find(call, context));
  }

  private ToolResult find(ToolCall call, ToolContext context) {
    var arguments = new Arguments(call, Set.of("from", "to", "duration_minutes", "attendees"));
    var zone = context.zone();
    var from = arguments.start("from", zone);
    var to = arguments.end("to", zone);
    if (!from.isBefore(to)) {
      throw arguments.wrong("to", "must lie after 'from'");
    }
    if (ChronoUnit.DAYS.between(from, to) > LONGEST_RANGE_DAYS) {
      throw arguments.wrong(
          "to", "must lie at most %d days after 'from'".formatted(LONGEST_RANGE_DAYS));
    }
    if (!to.atZone(zone).toInstant().isAfter(context.now())) {
      throw arguments.wrong("to", "lies in the past");
    }
    var duration = Duration.ofMinutes(arguments.whole("duration_minutes", 1, LONGEST_MINUTES));
    var attendees =
        arguments.texts("attendees", CreateTool.MOST_ATTENDEES, CreateTool.LONGEST_ATTENDEE);
    return calendar
        .freeSlot(
            context.scope(),
            new SlotSearch(from, to, zone, duration),
            preferences.wishes(context.scope(), attendees, context.now()),
            context.now())
        .map(FreeSlotTool::found)
        .orElseGet(() ->
            ToolResult.refused(
                "There is no free time of %d minutes from %s to %s within working hours; try other days or a shorter meeting."
                    .formatted(duration.toMinutes(), from, to)));
  }

  private static ToolResult found(Slot slot) {
    var text =
        new StringBuilder("Free: %s to %s (%s).".formatted(slot.start(), slot.end(), slot.zone()));
    if (!slot.obeyed().isEmpty()) {
      text.append(" This keeps to: ").append(quoted(slot.obeyed())).append('.');
    }
    if (!slot.setAside().isEmpty()) {
      text.append(" Nothing free keeps to: ").append(quoted(slot.setAside())).append('.');
    }
    return ToolResult.done(
        text.toString(),
        Map.of(
            "start",
            EventView.iso(slot.start()),
            "end",
            EventView.iso(slot.end()),
            "zone",
            slot.zone().getId(),
            "assumptions",
            slot.obeyed().stream().map(FreeSlotTool::data).toList(),
            "set_aside",
            slot.setAside().stream().map(FreeSlotTool::data).toList()));
  }

  private static String quoted(List<TimePreferences.Basis> basis) {
    return basis.stream().map(one -> "“" + one.text() + "”").collect(Collectors.joining(", "));
  }

  private static Map<String, Object> data(TimePreferences.Basis basis) {
    var data = new LinkedHashMap<String, Object>();
    data.put("text", basis.text());
    data.put("id", basis.id());
    data.put("layer", basis.layer().name().toLowerCase(Locale.ROOT));
    return data;
  }
}
