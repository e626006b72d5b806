package dev.steward.core.batch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps batches and their items. Every write is durable when the call returns: it survives kill -9
/// and a power cut. Another tenant's batches are absent.
public interface BatchStore {
  /// Adds a batch with all of its items. False, and nothing changed, if the tenant already has one
  /// with this id.
  boolean add(Batch batch, List<Item> items);

  Optional<Batch> find(String tenant, String id);

  /// The newest batches first, started before the batch `before` (empty: from the newest). Of those
  /// that started at once the one added later counts as newer.
  ///
  /// @param user only this user's; empty: all of the tenant's
  /// @throws dev.steward.core.Failure USER if `before` is not (or no longer) among them
  List<Batch> list(String tenant, String user, String before, int limit);

  /// Batches of every tenant that are running, paused or being cancelled, in the order of their
  /// start.
  List<Batch> unfinished();

  /// Puts `next` in the place of `known`, which has the same id. False, and nothing changed, if the
  /// batch is not `known` any more.
  boolean replace(Batch known, Batch next);

  /// The items of these states after the row `after`, by row.
  List<Item> items(String tenant, String batch, Set<Item.State> states, int after, int limit);

  /// Puts these items in the place of those of their rows, all or none.
  ///
  /// @throws dev.steward.core.Failure INTERNAL if the tenant's batch has no such row
  void save(String tenant, List<Item> items);

  Tally tally(String tenant, String batch);

  /// Deletes batches that were done or cancelled before `before`, with their items; says how many.
  int prune(Instant before);

  /// Empties those finished items of the tenant's in which one of these texts stands
  /// ([dev.steward.core.run.Needles]), and the templates of batches at rest; says how many.
  ///
  /// @param dryRun only counts them
  int forget(String tenant, Collection<String> texts, boolean dryRun);
}
