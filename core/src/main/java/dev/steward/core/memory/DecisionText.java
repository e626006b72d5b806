package dev.steward.core.memory;

import dev.steward.core.cost.Money;
import java.util.regex.Pattern;

/// How what an agent decided is put on record: the decision, then who made it and what it cost.
public final class DecisionText {
  private static final String MADE = "Decision made";
  private static final String ON_THE_WAY = "Decided on the way";

  private static final Pattern RECORD =
      Pattern.compile(
          "(?:%s|%s): (.+) \\(by [^()]+, cost [^()]+\\)".formatted(MADE, ON_THE_WAY),
          Pattern.DOTALL);

  private DecisionText() {}

  /// What a turn came to.
  public static String made(String decision, String agent, Money cost) {
    return record(MADE, decision, agent, cost);
  }

  /// What was decided before a turn was over.
  public static String onTheWay(String decision, String agent, Money cost) {
    return record(ON_THE_WAY, decision, agent, cost);
  }

  private static String record(String what, String decision, String agent, Money cost) {
    return "%s: %s (by %s, cost %s)".formatted(what, decision, agent, cost);
  }

  /// The decision in a record of one, which is what it means; any other text as it is.
  static String decision(String text) {
    var record = RECORD.matcher(text);
    return record.matches() ? record.group(1) : text;
  }
}
