package dev.steward.testkit.desk;

import dev.steward.core.BatchDesk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.BatchStore;
import dev.steward.core.batch.Estimate;
import dev.steward.core.batch.Item;
import dev.steward.core.batch.PromptTemplate;
import dev.steward.core.cost.Money;
import dev.steward.testkit.InMemoryBatchStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Batches whose items are done at once, for a cent each, by saying their task back. A task in
/// which "fail" stands fails.
final class FakeBatches implements BatchDesk {
  private static final Set<Item.State> ANY = EnumSet.allOf(Item.State.class);

  private final BatchStore store = new InMemoryBatchStore();
  private final AtomicInteger ids = new AtomicInteger();
  private final Clock clock;

  FakeBatches(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Estimate estimate(Principal principal, Order order) {
    check(principal, order);
    var cents = new Money(Money.of("0.01").dollars().multiply(new BigDecimal(order.rows().size())));
    return new Estimate(
        order.rows().size(),
        "local",
        cents,
        cents,
        "a cent for each item",
        List.of(
            new Estimate.Later(
                "Fake", Duration.ofHours(24), new Money(cents.dollars().movePointLeft(1)))));
  }

  @Override
  public View start(Principal principal, Order order) {
    check(principal, order);
    var id = order.id().isEmpty() ? "b" + ids.incrementAndGet() : order.id();
    var now = clock.instant();
    var batch =
        new Batch(
            id,
            principal.tenant(),
            order.user(),
            order.agent(),
            order.template(),
            order.options(),
            Batch.State.DONE,
            "",
            order.rows().size(),
            now,
            now);
    var template = PromptTemplate.of(order.template());
    var items = new ArrayList<Item>();
    for (var row : order.rows()) {
      var task = template.filled(row);
      var state = task.contains("fail") ? Item.State.FAILED : Item.State.DONE;
      items.add(
          new Item(
              id,
              items.size() + 1,
              row,
              state,
              1,
              state == Item.State.DONE ? "You said: " + task : "It failed",
              "local",
              "local",
              Money.of("0.01"),
              now));
    }
    if (!store.add(batch, items) && !known(principal, id).user().equals(order.user())) {
      throw Failure.user("The batch was not taken: its id '%s' is taken".formatted(id));
    }
    return view(known(principal, id));
  }

  private static void check(Principal principal, Order order) {
    if (order.user().isBlank() || !principal.maySpeakFor(order.user())) {
      throw Failure.user("The credential may not speak for user '%s'".formatted(order.user()));
    }
    if (order.rows().isEmpty()) {
      throw Failure.user("The batch was not taken: it has no items");
    }
    var template = PromptTemplate.of(order.template());
    int number = 0;
    for (var row : order.rows()) {
      template.check(row.keySet(), "row " + ++number);
    }
  }

  @Override
  public Optional<View> find(Principal principal, String id) {
    return store
        .find(principal.tenant(), id)
        .filter(batch -> principal.maySpeakFor(batch.user()))
        .map(this::view);
  }

  @Override
  public List<View> list(Principal principal, String user, String before, int limit) {
    return store.list(principal.tenant(), user, before, limit).stream()
        .filter(batch -> principal.maySpeakFor(batch.user()))
        .map(this::view)
        .toList();
  }

  @Override
  public View await(Principal principal, String id, Duration patience) {
    return view(known(principal, id));
  }

  @Override
  public View pause(Principal principal, String id) {
    throw atItsEnd(principal, id);
  }

  @Override
  public View resume(Principal principal, String id, Batch.Options options) {
    throw atItsEnd(principal, id);
  }

  @Override
  public View retry(Principal principal, String id) {
    var batch = known(principal, id);
    var failed =
        store.items(batch.tenant(), id, EnumSet.of(Item.State.FAILED), 0, Integer.MAX_VALUE);
    if (failed.isEmpty()) {
      throw Failure.user(
          "Nothing in the batch %s failed, so there is nothing to retry".formatted(id));
    }
    store.save(batch.tenant(), failed.stream().map(this::again).toList());
    return view(batch);
  }

  /// The second time it succeeds.
  private Item again(Item item) {
    return new Item(
        item.batch(),
        item.row(),
        item.fields(),
        Item.State.DONE,
        item.attempt() + 1,
        "Done now",
        item.agent(),
        item.model(),
        item.cost().plus(Money.of("0.01")),
        clock.instant());
  }

  @Override
  public View cancel(Principal principal, String id) {
    throw atItsEnd(principal, id);
  }

  private Failure atItsEnd(Principal principal, String id) {
    return Failure.user("The batch %s is done".formatted(known(principal, id).id()));
  }

  @Override
  public List<Item> items(
      Principal principal, String id, Set<Item.State> states, int after, int limit) {
    var batch = known(principal, id);
    return store.items(batch.tenant(), id, states.isEmpty() ? ANY : states, after, limit);
  }

  private Batch known(Principal principal, String id) {
    return store
        .find(principal.tenant(), id)
        .filter(batch -> principal.maySpeakFor(batch.user()))
        .orElseThrow(() -> Failure.user("There is no batch '" + id + "'"));
  }

  private View view(Batch batch) {
    return new View(batch, store.tally(batch.tenant(), batch.id()), 0, 0, false, "");
  }
}
