package dev.steward.tools.calendar;

import dev.steward.core.calendar.Event;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.tools.Arguments;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Lists events.
final class ListTool implements Tool {
  private static final int MOST_IN_DATA = 500;
  private static final int MOST_IN_TEXT = 50;
  private static final int DAYS_BACK = 30;

  private final Calendar calendar;
  private final EventView view;

  ListTool(Calendar calendar, EventView view) {
    this.calendar = calendar;
    this.view = view;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "calendar_list",
        "Lists the events in the user's calendar by their start, recurring ones unrolled. Without"
            + " dates: from today on for one year, and when a person or a text is given the last 30"
            + " days too.",
        new Schema.Struct(
            "",
            List.of(
                Schema.optional("from", new Schema.Text("local date, or date and time")),
                Schema.optional(
                    "to", new Schema.Text("local date (that day included), or date and time")),
                Schema.optional(
                    "person", new Schema.Text("a name in the attendees or in the title")),
                Schema.optional("text", new Schema.Text("words in the title or the attendees")),
                Schema.optional("include_cancelled", new Schema.Flag("cancelled events too")))),
        Effect.PURE);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> list(call, context));
  }

  private ToolResult list(ToolCall call, ToolContext context) {
    var arguments =
        new Arguments(call, Set.of("from", "to", "person", "text", "include_cancelled"));
    var zone = context.zone();
    var person = arguments.text("person", 200, "");
    var text = arguments.text("text", 500, "");
    var today = LocalDate.ofInstant(context.now(), zone);
    var earliest = person.isEmpty() && text.isEmpty() ? today : today.minusDays(DAYS_BACK);
    var from = arguments.has("from") ? arguments.start("from", zone) : earliest.atStartOfDay();
    var to =
        arguments.has("to")
            ? arguments.end("to", zone)
            : (from.toLocalDate().isAfter(today) ? from.toLocalDate() : today)
                .plusYears(1)
                .atStartOfDay();
    if (!from.isBefore(to)) {
      throw arguments.wrong("to", "must lie after 'from'");
    }
    var all =
        calendar
            .list(
                context.scope(),
                from.atZone(zone).toInstant(),
                to.atZone(zone).toInstant(),
                arguments.flag("include_cancelled"))
            .stream()
            .filter(event -> concerns(event, person) && holds(event, text))
            .toList();
    var events = all.stream().limit(MOST_IN_DATA).toList();
    return ToolResult.done(
        all.isEmpty()
            ? "There are no such events from %s to %s.".formatted(from, to)
            : "%d events:\n%s".formatted(all.size(), EventView.lines(all, MOST_IN_TEXT)),
        Map.of("events", view.data(context.scope(), events)));
  }

  /// Whether each word of the name is a word of the title or of the attendees.
  private static boolean concerns(Event event, String person) {
    var words = words(event.title() + " " + String.join(" ", event.attendees()));
    return words.containsAll(words(person));
  }

  private static boolean holds(Event event, String text) {
    var searched =
        (event.title() + " " + String.join(" ", event.attendees())).toLowerCase(Locale.ROOT);
    return words(text).stream().allMatch(searched::contains);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
