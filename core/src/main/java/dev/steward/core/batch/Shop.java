package dev.steward.core.batch;

import dev.steward.core.Failure;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Pause;
import dev.steward.core.run.Run;
import dev.steward.core.run.Runs;
import dev.steward.core.turn.Inbound;
import dev.steward.core.turn.TurnState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where items become runs, and runs that are finished become results.
final class Shop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
  private static final String CHANNEL = "batch";
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final Parts parts;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Object changed = new Object();
  private volatile boolean closed;

  /// What it works with.
  ///
  /// @param graph of an item
  /// @param zones the zone of each user
  record Parts(
      BatchStore store,
      Runs runs,
      Graph<TurnState> graph,
      Journal journal,
      Ledger ledger,
      Codec codec,
      Estimator estimator,
      PostOffice office,
      Function<String, ZoneId> zones,
      Clock clock,
      Pause pause) {}

  Shop(Parts parts) {
    this.parts = parts;
  }

  BatchStore store() {
    return parts.store();
  }

  PostOffice office() {
    return parts.office();
  }

  Instant now() {
    return parts.clock().instant();
  }

  boolean isClosed() {
    return closed;
  }

  void execute(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("A batch goes on in the next process");
    }
  }

  void pause(Duration duration) throws InterruptedException {
    parts.pause().of(duration);
  }

  /// The most that an item may cost.
  Money worst(Batch batch, Item item) {
    return parts.estimator().worst(batch.agent(), prompt(batch, item));
  }

  /// Puts `next` in the place of `known`, and tells those who wait.
  boolean replace(Batch known, Batch next) {
    var replaced = store().replace(known, next);
    if (replaced) {
      tell();
    }
    return replaced;
  }

  /// The run of an item's latest attempt, if it was begun.
  Optional<Run> run(String tenant, Item item) {
    return parts.journal().find(tenant, item.run());
  }

  /// Begins an item, or carries it on if it was begun before.
  void begin(Batch batch, Item item) {
    var state = TurnState.of(inbound(batch, item));
    var isNew =
        parts.runs().start(parts.graph(), batch.tenant(), batch.user(), "", item.run(), state);
    if (!isNew) {
      parts.runs().carryOn(batch.tenant(), item.run());
    }
  }

  private Inbound inbound(Batch batch, Item item) {
    return new Inbound(
        item.run(),
        batch.tenant(),
        batch.user(),
        item.run(),
        CHANNEL,
        batch.agent(),
        prompt(batch, item),
        List.of(),
        now(),
        parts.zones().apply(batch.user()),
        batch.options().tags(),
        batch.group());
  }

  /// Tells an item what became of the call that it waits for; once is as good as twice.
  void tell(String tenant, Delivery delivery) {
    var key = delivery.call().key();
    parts.runs().signal(tenant, delivery.call().run(), key, key, delivery.word());
  }

  private static String prompt(Batch batch, Item item) {
    return PromptTemplate.of(batch.template()).filled(item.fields());
  }

  /// Waits until the item's run settles, or `patience` is over.
  Run await(String tenant, Item item, Duration patience) {
    return parts.runs().await(tenant, item.run(), patience);
  }

  /// Writes down what a finished run came to.
  void record(String tenant, Item item, Run run) {
    var paid =
        parts.ledger().find(tenant, run.id()).stream()
            .map(LedgerEntry::cost)
            .reduce(Money.ZERO, Money::plus);
    store().save(tenant, List.of(ended(item, run, paid)));
    tell();
  }

  private Item ended(Item item, Run run, Money paid) {
    if (!run.graph().equals(parts.graph().name())) {
      return item.ended(
          Item.State.FAILED,
          "Not begun: another task has its id %s; hand the batch in under another id"
              .formatted(run.id()),
          "",
          "",
          Money.ZERO,
          now());
    }
    if (run.status() != Run.Status.DONE) {
      return item.ended(Item.State.FAILED, run.error(), "", "", paid, now());
    }
    var state = parts.codec().decode(run.output(), TurnState.class);
    return item.ended(
        stateOf(state),
        state.answer().text(),
        state.decision().route().agent(),
        state.answer().model(),
        paid,
        now());
  }

  private static Item.State stateOf(TurnState state) {
    if (!state.failed()) {
      return Item.State.DONE;
    }
    return state.errorCode().equals(Courier.CANCELLED_CODE)
        ? Item.State.CANCELLED
        : Item.State.FAILED;
  }

  /// Something that one may wait for has changed.
  private void tell() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  /// The batch as soon as it is at rest, or as it is after `patience`.
  Batch awaitRest(String tenant, String id, Duration patience) {
    var end = System.nanoTime() + patience.toNanos();
    synchronized (changed) {
      while (true) {
        var batch = store().find(tenant, id).orElseThrow(() -> absent(id));
        var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (batch.state().isAtRest() || left <= 0 || closed) {
          return batch;
        }
        try {
          changed.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw Failure.external(
              "Waiting for the batch %s was interrupted; it goes on".formatted(id), e);
        }
      }
    }
  }

  static Failure absent(String id) {
    return Failure.user("There is no batch '" + id + "'");
  }

  /// Begins nothing more. Runs that are under way are their engine's.
  @Override
  public void close() {
    closed = true;
    tell();
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Batches did not stop within {}", CLOSE_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
