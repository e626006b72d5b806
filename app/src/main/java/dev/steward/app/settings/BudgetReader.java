package dev.steward.app.settings;

import dev.steward.core.Nearest;
import dev.steward.core.cost.Account.Whose;
import dev.steward.core.cost.Budget;
import dev.steward.core.cost.Budget.Period;
import dev.steward.core.cost.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Reads the section `budgets`.
final class BudgetReader {
  /// Who works without being in the team.
  private static final String MEMORY = "memory";

  /// How much is spent, of what may be, when it is worth a warning, unless it is said otherwise.
  private static final BigDecimal ALERT = new BigDecimal("0.8");

  private static final Map<String, Whose> WHOSE =
      Map.of(
          "user", Whose.USER, "agent", Whose.AGENT, "task", Whose.TASK, "session", Whose.SESSION);
  private static final String EXPECTED =
      "tenant, user NAME, agent NAME, each user, each agent, each task or each session";
  private static final List<String> PERIODS = List.of("day", "week", "month");

  private final List<String> agents;
  private final List<String> models;

  /// @param agents the names of those that there are
  /// @param models the names of those that there are
  BudgetReader(List<String> agents, List<String> models) {
    this.agents = Stream.concat(agents.stream(), Stream.of(MEMORY)).toList();
    this.models = models;
  }

  List<Budget> read(Value value) {
    var read = new ArrayList<Budget>();
    for (var item : value.items()) {
      var budget = budget(item);
      if (read.stream().anyMatch(other -> other.name().equals(budget.name()))) {
        item.wrong("there is a second budget '%s'; keep one".formatted(budget.name()));
      }
      read.add(budget);
    }
    return read;
  }

  private Budget budget(Value value) {
    var fields = value.fields("for", "per", "alert", "stop", "fallback");
    var whom = whom(fields.at("for"));
    var stop = fields.at("stop").decimal();
    var alert = fields.at("alert").decimal(stop.multiply(ALERT));
    if (alert.compareTo(stop) > 0) {
      fields.at("alert").wrong("this must not be more than 'stop'");
    }
    return new Budget(
        whom.whose,
        whom.who,
        period(fields.at("per"), whom.whose),
        new Money(alert),
        new Money(stop),
        fields.at("fallback").choice("", models));
  }

  private record Whom(Whose whose, String who) {}

  private Whom whom(Value value) {
    var words = value.text().split("\\s+", 2);
    var isEach = words[0].equals("each");
    var word = isEach && words.length == 2 ? words[1] : words[0];
    var who = isEach || words.length < 2 ? "" : words[1];
    if (word.equals("tenant") && !isEach && who.isEmpty()) {
      return new Whom(Whose.TENANT, "");
    }
    var whose = WHOSE.get(word);
    var isNamed = whose == Whose.USER || whose == Whose.AGENT;
    if (whose == null || isEach != who.isEmpty() || (!isEach && !isNamed)) {
      if (value.isPresent()) {
        value.wrong("expected %s, but this is %s".formatted(EXPECTED, Value.quoted(value.word())));
      }
      return new Whom(Whose.TENANT, "");
    }
    if (whose == Whose.AGENT && !who.isEmpty() && !agents.contains(who)) {
      value.wrong(
          "there is no agent %s; there are: %s%s"
              .formatted(Value.quoted(who), String.join(", ", agents), Nearest.hint(who, agents)));
    }
    return new Whom(whose, who);
  }

  /// A task and a session last as long as they last.
  private static Period period(Value value, Whose whose) {
    return switch (whose) {
      case TENANT, USER, AGENT ->
          Period.valueOf(value.choice("month", PERIODS).toUpperCase(Locale.ROOT));
      case TASK, SESSION, GROUP -> {
        var word = whose.name().toLowerCase(Locale.ROOT);
        value.choice(word, List.of(word));
        yield Period.ALWAYS;
      }
    };
  }
}
