package dev.steward.core.batch;

import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries one batch on, on one thread, until there is nothing more to be done: begins items, as
/// many as may be at work at once and as its cap allows, and sees each to its end.
final class Drive implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Drive.class);
  private static final Set<Item.State> WAITING = EnumSet.of(Item.State.WAITING);
  private static final int PAGE = 200;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Shop shop;
  private final String tenant;
  private final String id;
  private final Floor floor = new Floor();
  private final Deque<Item> next = new ArrayDeque<>();
  private final Courier courier;
  private int after;

  Drive(Shop shop, String tenant, String id) {
    this.shop = shop;
    this.tenant = tenant;
    this.id = id;
    this.courier = new Courier(shop.office(), tenant, id);
  }

  Floor floor() {
    return floor;
  }

  /// What it waits for at a provider; empty if nothing.
  String waitingFor() {
    return courier.waitingFor();
  }

  @Override
  public void run() {
    try {
      recover();
      drive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!shop.isClosed()) {
        LOG.error("The batch {} can't go on", id, e);
      }
    } finally {
      floor.close();
    }
  }

  /// Takes up what was begun by a process that ended.
  private void recover() {
    courier.recover();
    for (var page = page(0); !page.isEmpty(); page = page(page.getLast().row())) {
      for (var item : page) {
        if (shop.run(tenant, item).isPresent()) {
          var batch = batch();
          begin(batch, item, shop.worst(batch, item));
        }
      }
    }
  }

  private void drive() throws InterruptedException {
    while (!shop.isClosed()) {
      var seen = floor.changes();
      var batch = batch();
      var isOver =
          switch (batch.state()) {
            case RUNNING -> goOn(batch) && finish(batch);
            case PAUSED -> {
              tend(batch);
              yield floor.isEmpty();
            }
            case CANCELLING -> {
              courier.pack(batch, floor.parked());
              tend(batch);
              yield cancel(batch);
            }
            case DONE, CANCELLED -> true;
          };
      if (!isOver) {
        floor.awaitAfter(seen);
      } else if (floor.closeUnlessAfter(seen)) {
        return;
      }
    }
  }

  private Batch batch() {
    return shop.store()
        .find(tenant, id)
        .orElseThrow(() -> Failure.user("The batch " + id + " is gone"));
  }

  /// Begins items; when no hand has anything to do any more, what the items wait for goes to a
  /// provider. True if all are done.
  private boolean goOn(Batch batch) {
    var isOver = !beginNext(batch);
    if (floor.atWork() == 0) {
      courier.pack(batch, floor.parked());
    }
    tend(batch);
    return isOver;
  }

  /// Asks providers, and tells items what they have answered, as many as hands are free.
  private void tend(Batch batch) {
    var trouble = courier.tend(batch);
    if (!trouble.isEmpty() && batch.state() == Batch.State.RUNNING) {
      shop.replace(batch, batch.is(Batch.State.PAUSED, trouble, shop.now()));
      floor.ring();
    }
    while (floor.atWork() < batch.options().maxParallel()) {
      var delivery = courier.next();
      if (delivery == null) {
        return;
      }
      var row = delivery.call().row();
      var item = floor.take(row);
      if (item.isPresent()) {
        shop.execute(() -> tell(item.get(), delivery));
      } else if (floor.has(row)) {
        courier.putBack(delivery);
        return;
      } else {
        courier.told(delivery);
        floor.ring();
      }
    }
  }

  /// Begins as many items as may be; false if none is left.
  private boolean beginNext(Batch batch) {
    while (floor.atWork() < batch.options().maxParallel()) {
      var item = peek();
      if (item == null) {
        return !floor.isEmpty();
      }
      var worst = shop.worst(batch, item);
      if (batch.options().isCapped() && exceeds(batch.options().maxCost(), worst)) {
        if (floor.isEmpty()) {
          shop.replace(batch, batch.is(Batch.State.PAUSED, atCap(batch, worst), shop.now()));
          floor.ring();
        }
        return true;
      }
      next.remove();
      begin(batch, item, worst);
    }
    return true;
  }

  private boolean exceeds(Money cap, Money worst) {
    return spent().plus(floor.reserved()).plus(worst).compareTo(cap) > 0;
  }

  /// What finished items have cost; those at work are reserved for.
  private Money spent() {
    return shop.store().tally(tenant, id).cost();
  }

  private String atCap(Batch batch, Money worst) {
    return "%s of the cap of %s are spent, and the next item may cost up to %s; resume it with a higher cap"
        .formatted(spent(), batch.options().maxCost(), worst);
  }

  /// The next item that waits and is not begun.
  private @Nullable Item peek() {
    if (next.isEmpty()) {
      fill();
    }
    if (next.isEmpty() && after > 0) {
      // Items that came back to wait stand before those that were begun since.
      after = 0;
      fill();
    }
    return next.peek();
  }

  private void fill() {
    for (var page = page(after); !page.isEmpty() && next.isEmpty(); page = page(after)) {
      page.stream().filter(item -> !floor.has(item.row())).forEach(next::add);
      after = page.getLast().row();
    }
  }

  private List<Item> page(int after) {
    return shop.store().items(tenant, id, WAITING, after, PAGE);
  }

  /// True if the batch has come to its end.
  private boolean finish(Batch batch) {
    return shop.replace(batch, batch.is(Batch.State.DONE, batch.note(), shop.now()));
  }

  /// True if nothing of the batch is under way any more.
  private boolean cancel(Batch batch) {
    for (var page = page(0); !page.isEmpty(); page = page(page.getLast().row())) {
      shop.store()
          .save(
              tenant,
              page.stream()
                  .filter(item -> !floor.has(item.row()))
                  .map(item -> item.cancelled(shop.now()))
                  .toList());
    }
    return floor.isEmpty()
        && shop.replace(batch, batch.is(Batch.State.CANCELLED, batch.note(), shop.now()));
  }

  private void begin(Batch batch, Item item, Money worst) {
    floor.enter(item, worst);
    shop.execute(() -> carryOut(batch, item));
  }

  private void carryOut(Batch batch, Item item) {
    see(item, () -> shop.begin(batch, item));
  }

  private void tell(Item item, Delivery delivery) {
    see(
        item,
        () -> {
          shop.tell(tenant, delivery);
          courier.told(delivery);
        });
  }

  /// Sees an item to its end, or to where it waits.
  ///
  /// @param first what sets it to work
  private void see(Item item, Runnable first) {
    try {
      first.run();
      while (!shop.isClosed()) {
        var run = shop.await(tenant, item, LONGEST);
        switch (run.status()) {
          case DONE, FAILED, CANCELLED -> {
            shop.record(tenant, item, run);
            floor.leave(item.row());
            return;
          }
          case WAITING -> {
            floor.park(item.row());
            return;
          }
          // Its engine is in trouble, and tries again in a moment.
          case RUNNING -> shop.pause(AGAIN);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      troubled(item, e);
    }
  }

  /// Nothing more is begun when the store itself fails, rather than to try without end.
  private void troubled(Item item, RuntimeException e) {
    if (shop.isClosed()) {
      return;
    }
    LOG.error("The item {} can't go on, so its batch is paused", item.run(), e);
    try {
      var batch = batch();
      if (batch.state() == Batch.State.RUNNING) {
        var why = e instanceof Failure failure ? failure.text() : e.getClass().getSimpleName();
        shop.replace(batch, batch.is(Batch.State.PAUSED, why, shop.now()));
      }
    } catch (RuntimeException again) {
      LOG.warn("The batch {} could not be paused", id, again);
    }
    floor.leave(item.row());
  }

  /// Looks after items that wait for something, and sees to it that providers are asked in time.
  void look() {
    if (courier.isDue(shop.now())) {
      floor.ring();
    }
    for (var item : floor.parked()) {
      var run = shop.run(tenant, item).filter(known -> known.status().isFinished());
      run.ifPresent(finished -> {
        shop.record(tenant, item, finished);
        floor.leave(item.row());
      });
    }
  }
}
