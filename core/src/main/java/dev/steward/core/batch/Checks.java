package dev.steward.core.batch;

import dev.steward.core.BatchDesk.Order;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.agent.Team;
import dev.steward.core.cost.Money;
import dev.steward.core.turn.Tags;
import java.time.Duration;

/// What must hold of a batch before anything of it is begun.
final class Checks {
  private static final int MOST_ITEMS = 100_000;
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TASK = 1_000_000;

  private static final Duration LONGEST = Duration.ofDays(28);

  private final Team team;

  Checks(Team team) {
    this.team = team;
  }

  /// @throws Failure USER, naming the row where one is wrong
  void check(Principal principal, Order order) {
    require(!order.user().isBlank(), "it must name a user");
    checkUser(principal, order.user());
    require(
        order.id().length() <= LONGEST_ID && order.user().length() <= LONGEST_ID,
        "an id of more than %d characters is not taken".formatted(LONGEST_ID));
    if (!order.agent().isEmpty()) {
      team.agent(order.agent());
    }
    check(order.options());
    require(!order.rows().isEmpty(), "it has no items; give it at least one row");
    require(
        order.rows().size() <= MOST_ITEMS,
        "it has %,d items, more than %,d; split it".formatted(order.rows().size(), MOST_ITEMS));
    var template = PromptTemplate.of(order.template());
    for (int i = 0; i < order.rows().size(); i++) {
      var fields = order.rows().get(i);
      template.check(fields.keySet(), "row " + (i + 1));
      var task = template.filled(fields);
      require(!task.isBlank(), "the task of row %d is empty".formatted(i + 1));
      require(
          task.length() <= LONGEST_TASK,
          "the task of row %d is longer than %,d characters".formatted(i + 1, LONGEST_TASK));
    }
  }

  void check(Batch.Options options) {
    require(
        options.maxParallel() >= 1 && options.maxParallel() <= Batch.Options.MOST_PARALLEL,
        "from 1 to %d items can be at work at once, not %d"
            .formatted(Batch.Options.MOST_PARALLEL, options.maxParallel()));
    require(options.maxCost().compareTo(Money.ZERO) >= 0, "its cap is less than nothing");
    require(
        !options.within().isNegative() && options.within().compareTo(LONGEST) <= 0,
        "its results can be wanted within up to %d days".formatted(LONGEST.toDays()));
    Tags.checked("batch", options.tags());
  }

  static void checkUser(Principal principal, String user) {
    if (!user.isEmpty() && !principal.maySpeakFor(user)) {
      throw Failure.user("This key may not speak for the user '" + user + "'");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Failure.user("The batch was not taken: " + otherwise);
    }
  }
}
