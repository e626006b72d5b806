package dev.steward.tools.calendar;

import dev.steward.core.memory.FactStore;
import dev.steward.core.tool.Tool;
import java.util.List;

/// The calendar as agents use it: each tool touches the calendar of its scope's own user only.
public final class CalendarTools {
  private CalendarTools() {}

  /// `calendar_create`, `calendar_move`, `calendar_cancel`, `calendar_list` and
  /// `calendar_free_slot`.
  ///
  /// @param facts where the messages that events are owed to are quoted from, and where preferences
  ///   for times are looked up
  public static List<Tool> of(Calendar calendar, FactStore facts) {
    var view = new EventView(facts);
    return List.of(
        new CreateTool(calendar, view),
        new MoveTool(calendar, view),
        new CancelTool(calendar, view),
        new ListTool(calendar, view),
        new FreeSlotTool(calendar, new TimePreferences(facts)));
  }
}
