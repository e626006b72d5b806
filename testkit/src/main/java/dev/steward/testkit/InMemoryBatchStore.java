package dev.steward.testkit;

import dev.steward.core.Failure;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.BatchStore;
import dev.steward.core.batch.Item;
import dev.steward.core.batch.Tally;
import dev.steward.core.run.Needles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Batches that last as long as their process.
public final class InMemoryBatchStore implements BatchStore {
  private record Key(String tenant, String id) {}

  private static final class Kept {
    final TreeMap<Integer, Item> items = new TreeMap<>();
    Batch batch;

    Kept(Batch batch) {
      this.batch = batch;
    }

    Batch batch() {
      return batch;
    }

    boolean isFinished() {
      return batch.state() == Batch.State.DONE || batch.state() == Batch.State.CANCELLED;
    }
  }

  /// In the order in which they were added.
  private final Map<Key, Kept> batches = new LinkedHashMap<>();

  @Override
  public synchronized boolean add(Batch batch, List<Item> items) {
    var kept = new Kept(batch);
    items.forEach(item -> kept.items.put(item.row(), item));
    return batches.putIfAbsent(new Key(batch.tenant(), batch.id()), kept) == null;
  }

  @Override
  public synchronized Optional<Batch> find(String tenant, String id) {
    return Optional.ofNullable(batches.get(new Key(tenant, id))).map(Kept::batch);
  }

  @Override
  public synchronized List<Batch> list(String tenant, String user, String before, int limit) {
    var newestFirst =
        inOrder().stream()
            .filter(batch -> batch.tenant().equals(tenant))
            .filter(batch -> user.isEmpty() || batch.user().equals(user))
            .toList()
            .reversed();
    return Pages.after(newestFirst, Batch::id, before, "batch").stream().limit(limit).toList();
  }

  private List<Batch> inOrder() {
    return batches.values().stream()
        .map(Kept::batch)
        .sorted(Comparator.comparing(Batch::startedAt))
        .toList();
  }

  @Override
  public synchronized List<Batch> unfinished() {
    return inOrder().stream()
        .filter(
            batch -> batch.state() != Batch.State.DONE && batch.state() != Batch.State.CANCELLED)
        .toList();
  }

  @Override
  public synchronized boolean replace(Batch known, Batch next) {
    var kept = batches.get(new Key(known.tenant(), known.id()));
    if (kept == null || !kept.batch.equals(known)) {
      return false;
    }
    kept.batch = next;
    return true;
  }

  @Override
  public synchronized List<Item> items(
      String tenant, String batch, Set<Item.State> states, int after, int limit) {
    var kept = batches.get(new Key(tenant, batch));
    return kept == null
        ? List.of()
        : kept.items.tailMap(after, false).values().stream()
            .filter(item -> states.contains(item.state()))
            .limit(limit)
            .toList();
  }

  @Override
  public synchronized void save(String tenant, List<Item> items) {
    for (var item : items) {
      var kept = batches.get(new Key(tenant, item.batch()));
      if (kept == null || !kept.items.containsKey(item.row())) {
        throw Failure.internal(
            "Can't save row %d of the batch %s: there is none".formatted(item.row(), item.batch()),
            null);
      }
    }
    for (var item : items) {
      var kept = batches.get(new Key(tenant, item.batch()));
      if (kept != null) {
        kept.items.put(item.row(), item);
      }
    }
  }

  @Override
  public synchronized Tally tally(String tenant, String batch) {
    var tally = Tally.NONE;
    for (var item : items(tenant, batch, Set.of(Item.State.values()), 0, Integer.MAX_VALUE)) {
      tally = tally.plus(item.state(), item.cost());
    }
    return tally;
  }

  @Override
  public synchronized int prune(Instant before) {
    var size = batches.size();
    batches.values().removeIf(kept -> kept.isFinished() && kept.batch.updatedAt().isBefore(before));
    return size - batches.size();
  }

  @Override
  public synchronized int forget(String tenant, Collection<String> texts, boolean dryRun) {
    var needles = new Needles(texts);
    int found = 0;
    for (var kept : batches.values()) {
      if (!kept.batch.tenant().equals(tenant)) {
        continue;
      }
      for (var item : new ArrayList<>(kept.items.values())) {
        if (item.state() != Item.State.WAITING && holds(item, needles)) {
          found++;
          if (!dryRun) {
            kept.items.put(item.row(), item.forgotten());
          }
        }
      }
      if (kept.batch.state().isAtRest() && needles.areIn(kept.batch.template())) {
        found++;
        if (!dryRun) {
          kept.batch = kept.batch.forgotten();
        }
      }
    }
    return found;
  }

  private static boolean holds(Item item, Needles needles) {
    return needles.areIn(item.result()) || item.fields().values().stream().anyMatch(needles::areIn);
  }
}
