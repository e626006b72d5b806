package dev.steward.core.local;

import dev.steward.core.agent.Answer;
import dev.steward.core.local.Intent.Costs;
import dev.steward.core.when.Spoken;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tells what the model calls have cost.
final class CostTeller {
  private final Hands hands;

  CostTeller(Hands hands) {
    this.hands = hands;
  }

  Answer costs(Costs wish) {
    var today = hands.now().toLocalDate();
    var period = wish.when().period(true);
    var from = period.map(found -> found.from().toLocalDate()).orElse(today.withDayOfMonth(1));
    var to = period.map(found -> found.to().minusMinutes(1).toLocalDate()).orElse(today);
    var last = to.isAfter(today) ? today : to;
    if (from.isAfter(last)) {
      return Replies.asked("That lies ahead, so nothing was spent yet. Which days do you mean?");
    }
    var result = hands.use("costs_report", Map.of("from", from.toString(), "to", last.toString()));
    if (!result.ok()) {
      return Replies.asked("I could not report the costs: " + result.text());
    }
    return report(result.data(), from, last);
  }

  private static Answer report(Map<String, Object> data, LocalDate from, LocalDate to) {
    var span =
        from.equals(to)
            ? "On " + Spoken.date(from)
            : "From %s to %s".formatted(Spoken.date(from), Spoken.date(to));
    var calls = data.get("calls") instanceof Number number ? number.longValue() : 0;
    var agents = new ArrayList<String>();
    if (data.get("by_agent") instanceof Map<?, ?> byAgent) {
      byAgent.forEach((agent, cost) -> agents.add("\n- %s: %s".formatted(agent, cost)));
    }
    var text =
        "%s you spent %s on %d model call%s.%s"
            .formatted(
                span,
                Meeting.text(data, "total"),
                calls,
                calls == 1 ? "" : "s",
                String.join("", agents));
    return Answer.local(text, "Reported costs: " + Meeting.text(data, "total"), "", List.of());
  }
}
