package dev.steward.core.batch;

import dev.steward.core.cost.Money;
import java.time.Instant;

/// Many tasks of one form, as they were handed in and how far they are.
///
/// @param id unique within the tenant
/// @param user for whom it is done
/// @param agent who does it; empty: Steward decides for each item
/// @param template the text of an item's task, see [PromptTemplate]
/// @param note why it was paused, or what else is to be known; empty if nothing is
/// @param size how many items it has
public record Batch(
    String id,
    String tenant,
    String user,
    String agent,
    String template,
    Options options,
    State state,
    String note,
    int size,
    Instant startedAt,
    Instant updatedAt) {

  /// Where a batch stands.
  public enum State {
    /// Items are begun, one after the other.
    RUNNING,
    /// No item is begun; those that were are finished.
    PAUSED,
    /// No item will be begun any more; those that were are being finished.
    CANCELLING,
    CANCELLED,
    /// Every item is done or has failed.
    DONE;

    /// Whether nothing happens any more unless somebody asks for it.
    public boolean isAtRest() {
      return switch (this) {
        case RUNNING, CANCELLING -> false;
        case PAUSED, CANCELLED, DONE -> true;
      };
    }
  }

  /// How to go about it.
  ///
  /// @param maxParallel the most items at work at once
  /// @param maxCost no item is begun that could lead beyond it; zero: no cap
  public record Options(int maxParallel, Money maxCost) {
    public static final int MOST_PARALLEL = 32;
    public static final Options DEFAULTS = new Options(8, Money.ZERO);

    public Options withMaxParallel(int maxParallel) {
      return new Options(maxParallel, maxCost);
    }

    public Options withMaxCost(Money maxCost) {
      return new Options(maxParallel, maxCost);
    }

    public boolean isCapped() {
      return maxCost.compareTo(Money.ZERO) > 0;
    }
  }

  Batch is(State state, String note, Instant at) {
    return new Batch(id, tenant, user, agent, template, options, state, note, size, startedAt, at);
  }

  Batch with(Options options) {
    return new Batch(
        id, tenant, user, agent, template, options, state, note, size, startedAt, updatedAt);
  }

  /// The same without its template, which can't be used any more.
  public Batch forgotten() {
    return new Batch(id, tenant, user, agent, "", options, state, note, size, startedAt, updatedAt);
  }
}
