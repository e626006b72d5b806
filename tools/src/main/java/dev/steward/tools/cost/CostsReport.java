package dev.steward.tools.cost;

import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.tools.Arguments;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Says what the user's tasks have cost: the tool `costs_report`.
public final class CostsReport implements Tool {
  private final Ledger ledger;

  public CostsReport(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "costs_report",
        "Says what model calls for the user have cost, in all and by agent.",
        new Schema.Struct(
            "",
            List.of(
                Schema.optional(
                    "from", new Schema.Text("date; without it, the first of the month of 'to'")),
                Schema.optional(
                    "to", new Schema.Text("date, that day included; without it, today")))),
        Effect.PURE);
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    return Arguments.answer(() -> report(call, context));
  }

  private ToolResult report(ToolCall call, ToolContext context) {
    var arguments = new Arguments(call, Set.of("from", "to"));
    var zone = context.zone();
    var to = arguments.day("to", LocalDate.ofInstant(context.now(), zone));
    var from = arguments.day("from", to.withDayOfMonth(1));
    if (to.isBefore(from)) {
      throw arguments.wrong("to", "must not lie before 'from'");
    }
    var entries =
        ledger.entries(
            context.scope().tenant(),
            context.scope().user(),
            from.atStartOfDay(zone).toInstant(),
            to.plusDays(1).atStartOfDay(zone).toInstant());
    var byAgent = new TreeMap<String, Money>();
    entries.forEach(entry -> byAgent.merge(entry.agent(), entry.cost(), Money::plus));
    var total = entries.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus);
    var shown = new LinkedHashMap<String, Object>();
    byAgent.forEach((agent, cost) -> shown.put(agent, cost.toString()));
    var parts =
        shown.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return ToolResult.done(
        "From %s to %s: %s for %d model calls%s."
            .formatted(from, to, total, entries.size(), parts.isEmpty() ? "" : " (" + parts + ")"),
        Map.of("total", total.toString(), "calls", (long) entries.size(), "by_agent", shown));
  }
}
