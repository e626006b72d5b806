package dev.steward.core;

import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Estimate;
import dev.steward.core.batch.Item;
import dev.steward.core.batch.Tally;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that can be asked about batches. Those of another tenant, or of a user that the
/// principal may not speak for, are absent.
public interface BatchDesk {

  /// A batch as it is handed in.
  ///
  /// @param id chosen by the sender to be safe against repeats; empty: a new one is made
  /// @param agent empty: Steward decides for each item
  /// @param template see [dev.steward.core.batch.PromptTemplate]
  /// @param rows the fields of each item by column
  record Order(
      String id,
      String user,
      String agent,
      String template,
      List<Map<String, String>> rows,
      Batch.Options options) {
    public Order {
      rows =
          rows.stream().map(row -> Collections.unmodifiableMap(new LinkedHashMap<>(row))).toList();
    }
  }

  /// A batch and how far it is.
  ///
  /// @param underWay items at work in this process
  /// @param parked items that wait for a person, a time or a provider
  /// @param isDriven whether this process works on it
  /// @param waitingFor what it waits for at a provider of models, such as `Anthropic: 12 of 100
  ///   done`; empty: nothing
  record View(
      Batch batch, Tally tally, int underWay, int parked, boolean isDriven, String waitingFor) {}

  /// What a batch would cost, without beginning it.
  ///
  /// @throws Failure USER if it can't be begun as it is
  Estimate estimate(Principal principal, Order order);

  /// Takes a batch and begins it. When it returns, the batch is durable. Handing in the same id
  /// again changes nothing.
  ///
  /// @throws Failure USER if something is wrong with it, naming the row; nothing was begun
  View start(Principal principal, Order order);

  Optional<View> find(Principal principal, String id);

  /// The newest first, started before the batch `before` (empty: from the newest).
  ///
  /// @param user empty: of all users that the principal may speak for
  List<View> list(Principal principal, String user, String before, int limit);

  /// The batch as soon as it is at rest, or as it is when `patience` is over.
  ///
  /// @throws Failure USER if there is no such batch
  View await(Principal principal, String id, Duration patience);

  /// Begins no more items; those under way are finished.
  ///
  /// @throws Failure USER if there is no such batch, or it is at its end
  View pause(Principal principal, String id);

  /// Goes on with a batch that was paused or interrupted.
  ///
  /// @param options those to go on with
  /// @throws Failure USER if there is no such batch, or it is at its end
  View resume(Principal principal, String id, Batch.Options options);

  /// Does anew what failed, or was cancelled before it began, and nothing else.
  ///
  /// @throws Failure USER if there is no such batch, or nothing to retry
  View retry(Principal principal, String id);

  /// Begins no more items, for good; those under way are finished.
  ///
  /// @throws Failure USER if there is no such batch, or it is done
  View cancel(Principal principal, String id);

  /// Items by row, of these states (none: of all), after the row `after`.
  ///
  /// @throws Failure USER if there is no such batch
  List<Item> items(Principal principal, String id, Set<Item.State> states, int after, int limit);
}
