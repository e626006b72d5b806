package dev.steward.core.tier;

import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says what a task is going to take, by the latest calls in the ledger: those of its kind by the
/// same model, since models count tokens differently; else those of its kind by any model; else
/// what is usual.
final class Forecasts {
  /// How many calls are looked at.
  private static final int LATEST = 2_000;

  /// So few tasks say nothing.
  private static final int FEWEST = 5;

  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Clock clock;
  private final Map<String, Known> tenants = new ConcurrentHashMap<>();

  /// @param model empty: any
  private record Series(String kind, String model) {}

  private record Known(Instant at, Map<Series, Habit> habits) {}

  /// The calls of one series.
  private static final class Habit {
    private final Set<String> tasks = new HashSet<>();
    private int calls;
    private Usage usage = Usage.NONE;

    void add(LedgerEntry entry) {
      tasks.add(entry.turn());
      calls++;
      usage = usage.plus(entry.usage());
    }

    boolean isTelling() {
      return tasks.size() >= FEWEST;
    }

    Forecast forecast(Series series) {
      var perTask =
          BigDecimal.valueOf(calls)
              .divide(BigDecimal.valueOf(tasks.size()), 2, RoundingMode.HALF_UP);
      var perCall =
          new Usage(
              usage.input() / calls,
              usage.cacheRead() / calls,
              usage.cacheWrite5m() / calls,
              usage.cacheWrite1h() / calls,
              usage.output() / calls,
              usage.reasoning() / calls);
      return new Forecast(
          perTask,
          perCall,
          "as the last %d tasks of its kind%s"
              .formatted(tasks.size(), series.model().isEmpty() ? "" : " with " + series.model()));
    }
  }

  Forecasts(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /// What a task of a kind takes that `model` does.
  Forecast of(String tenant, String kind, String model, Usage usual) {
    var habits = habits(tenant);
    for (var series : new Series[] {new Series(kind, model), new Series(kind, "")}) {
      var habit = habits.get(series);
      if (habit != null && habit.isTelling()) {
        return habit.forecast(series);
      }
    }
    return new Forecast(
        BigDecimal.ONE,
        usual,
        "what such tasks usually take: fewer than %d of its kind are known".formatted(FEWEST));
  }

  private Map<Series, Habit> habits(String tenant) {
    var now = clock.instant();
    var known = tenants.get(tenant);
    if (known == null || !now.isBefore(known.at().plus(KEPT))) {
      known = new Known(now, read(tenant));
      tenants.put(tenant, known);
    }
    return known.habits();
  }

  private Map<Series, Habit> read(String tenant) {
    var habits = new HashMap<Series, Habit>();
    for (var entry : ledger.latest(tenant, LATEST)) {
      if (!entry.turn().isEmpty()) {
        add(habits, new Series(entry.kind(), entry.model()), entry);
        add(habits, new Series(entry.kind(), ""), entry);
      }
    }
    return habits;
  }

  private static void add(Map<Series, Habit> habits, Series series, LedgerEntry entry) {
    habits.computeIfAbsent(series, _ -> new Habit()).add(entry);
  }
}
