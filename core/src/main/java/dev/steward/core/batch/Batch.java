package dev.steward.core.batch;

import dev.steward.core.cost.Group;
import dev.steward.core.cost.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
  /// @param maxCost no item is begun that could lead beyond it, and no model is called; zero: no
  ///   cap
  /// @param within by when the results are needed, from when the batch was handed in; zero: as soon
  ///   as can be. Where it leaves a provider time enough, calls of models go there together, for
  ///   less
  /// @param tags what it costs is booked under these
  public record Options(int maxParallel, Money maxCost, Duration within, List<String> tags) {
    public static final int MOST_PARALLEL = 32;
    public static final Options DEFAULTS = new Options(8, Money.ZERO, Duration.ZERO, List.of());

    public Options {
      // Absent in what versions wrote that did not know them.
      within = Objects.requireNonNullElse(within, Duration.ZERO);
      tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    }

    public Options withMaxParallel(int maxParallel) {
      return new Options(maxParallel, maxCost, within, tags);
    }

    public Options withMaxCost(Money maxCost) {
      return new Options(maxParallel, maxCost, within, tags);
    }

    public Options withWithin(Duration within) {
      return new Options(maxParallel, maxCost, within, tags);
    }

    public Options withTags(List<String> tags) {
      return new Options(maxParallel, maxCost, within, tags);
    }

    public boolean isCapped() {
      return maxCost.compareTo(Money.ZERO) > 0;
    }
  }

  /// All calls of models that are made for it.
  public Group group() {
    return new Group(
        id,
        options.maxCost(),
        options.within().isZero() ? Instant.EPOCH : startedAt.plus(options.within()));
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
