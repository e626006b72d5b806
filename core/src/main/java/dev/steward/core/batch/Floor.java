package dev.steward.core.batch;

import dev.steward.core.cost.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which items of one batch are begun and not finished, what they may cost at most, and a bell for
/// whoever waits for something to change.
final class Floor {
  private final Map<Integer, Begun> begun = new HashMap<>();
  private long changes;
  private boolean closed;

  private record Begun(Item item, Money worst, boolean parked) {}

  synchronized boolean has(int row) {
    return begun.containsKey(row);
  }

  synchronized void enter(Item item, Money worst) {
    begun.put(item.row(), new Begun(item, worst, false));
  }

  /// The item waits for something and needs no hand.
  synchronized void park(int row) {
    begun.computeIfPresent(row, (_, is) -> new Begun(is.item(), is.worst(), true));
    ring();
  }

  /// The item goes on, if it is there and waits.
  synchronized Optional<Item> take(int row) {
    var there = begun.get(row);
    if (there == null || !there.parked()) {
      return Optional.empty();
    }
    begun.put(row, new Begun(there.item(), there.worst(), false));
    return Optional.of(there.item());
  }

  synchronized void leave(int row) {
    begun.remove(row);
    ring();
  }

  /// How many are at work.
  synchronized int atWork() {
    return (int) begun.values().stream().filter(item -> !item.parked()).count();
  }

  synchronized List<Item> parked() {
    return begun.values().stream().filter(Begun::parked).map(Begun::item).toList();
  }

  synchronized boolean isEmpty() {
    return begun.isEmpty();
  }

  /// What those that are begun may cost at most.
  synchronized Money reserved() {
    return begun.values().stream().map(Begun::worst).reduce(Money.ZERO, Money::plus);
  }

  /// Something has changed. False if nobody listens any more.
  synchronized boolean ring() {
    changes++;
    notifyAll();
    return !closed;
  }

  synchronized long changes() {
    return changes;
  }

  /// Waits until something has changed after `seen`.
  synchronized void awaitAfter(long seen) throws InterruptedException {
    while (changes == seen) {
      wait();
    }
  }

  /// Listens no more, unless something has changed after `seen`.
  synchronized boolean closeUnlessAfter(long seen) {
    closed = changes == seen;
    return closed;
  }

  synchronized void close() {
    closed = true;
  }
}
