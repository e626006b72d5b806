package dev.steward.core.batch;

import dev.steward.core.BatchDesk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.agent.Team;
import dev.steward.core.cost.Ledger;
import dev.steward.core.document.Documents;
import dev.steward.core.model.Models;
import dev.steward.core.model.Till;
import dev.steward.core.policy.Secrets;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Pause;
import dev.steward.core.run.Runs;
import dev.steward.core.turn.Tags;
import dev.steward.core.turn.TurnState;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Takes batches in and works on them: each item becomes a durable run, whose id is the batch's and
/// the row, so that an item that was begun is carried on and never begun a second time.
public final class Batches implements BatchDesk, AutoCloseable {
  private static final Set<Item.State> ANY = EnumSet.allOf(Item.State.class);
  private static final int PAGE = 500;

  private final Shop shop;
  private final Checks checks;
  private final Estimator estimator;
  private final Secrets secrets;
  private final Supplier<String> ids;
  private final Map<Key, Drive> drives = new ConcurrentHashMap<>();

  private record Key(String tenant, String id) {}

  /// What batches need of the rest.
  ///
  /// @param graph of an item
  /// @param zones the zone of each user
  public record Parts(
      BatchStore store,
      Runs runs,
      Graph<TurnState> graph,
      Journal journal,
      Ledger ledger,
      Codec codec,
      Team team,
      Estimator estimator,
      Secrets secrets,
      Documents documents,
      Models models,
      Till till,
      Function<String, ZoneId> zones,
      Clock clock,
      Supplier<String> ids,
      Pause pause) {}

  public Batches(Parts parts) {
    this.estimator = parts.estimator();
    this.secrets = parts.secrets();
    this.ids = parts.ids();
    this.checks = new Checks(parts.team());
    this.shop =
        new Shop(
            new Shop.Parts(
                parts.store(),
                parts.runs(),
                parts.graph(),
                parts.journal(),
                parts.ledger(),
                parts.codec(),
                parts.estimator(),
                new PostOffice(
                    new PostOffice.Parts(
                        parts.journal(),
                        parts.documents(),
                        parts.codec(),
                        parts.models(),
                        parts.till(),
                        parts.clock(),
                        parts.ids())),
                parts.zones(),
                parts.clock(),
                parts.pause()));
  }

  /// Carries on every batch that is not at its end: for the start of a process that lives long.
  public void carryOn() {
    shop.store().unfinished().forEach(this::drive);
  }

  /// Looks after items that wait for something. To be called every second or so.
  public void look() {
    drives.values().forEach(Drive::look);
  }

  /// Works on a batch in this process, if it does not yet.
  private void drive(Batch batch) {
    var key = new Key(batch.tenant(), batch.id());
    drives.compute(
        key,
        (_, present) -> {
          if (present != null && present.floor().ring()) {
            return present;
          }
          var fresh = new Drive(shop, batch.tenant(), batch.id());
          shop.execute(() -> {
            fresh.run();
            drives.remove(key, fresh);
          });
          return fresh;
        });
  }

  @Override
  public Estimate estimate(Principal principal, Order order) {
    var rows = masked(principal, order);
    var template = PromptTemplate.of(order.template());
    return estimator.estimate(
        principal.tenant(), order.agent(), rows.stream().map(template::filled).toList());
  }

  /// The rows without their secrets, if nothing is wrong with the order.
  private List<Map<String, String>> masked(Principal principal, Order order) {
    checks.check(principal, order);
    return order.rows().stream().map(this::masked).toList();
  }

  private Map<String, String> masked(Map<String, String> row) {
    var masked = new LinkedHashMap<String, String>();
    row.forEach((column, text) -> masked.put(column, secrets.mask(text).text()));
    return masked;
  }

  @Override
  public View start(Principal principal, Order order) {
    var rows = masked(principal, order);
    // Refuses what has no price before anything is begun.
    estimator.estimate(principal.tenant(), order.agent(), List.of());
    var now = shop.now();
    var id = order.id().isEmpty() ? ids.get() : order.id();
    var template = secrets.mask(order.template()).text();
    var batch =
        new Batch(
            id,
            principal.tenant(),
            order.user(),
            order.agent(),
            template,
            order.options().withTags(Tags.checked("batch", order.options().tags())),
            Batch.State.RUNNING,
            noteOnSecrets(order.rows(), rows),
            rows.size(),
            now,
            now);
    var items = new ArrayList<Item>();
    for (var row : rows) {
      items.add(Item.of(id, items.size() + 1, row, now));
    }
    if (shop.store().add(batch, items)) {
      drive(batch);
    } else if (!isRepeated(batch)) {
      throw Failure.user(
          "The batch was not taken: its id '%s' is taken; leave it out, or choose another"
              .formatted(id));
    }
    return view(known(principal, id));
  }

  private static String noteOnSecrets(
      List<Map<String, String>> rows, List<Map<String, String>> masked) {
    int changed = 0;
    for (int i = 0; i < rows.size(); i++) {
      changed += rows.get(i).equals(masked.get(i)) ? 0 : 1;
    }
    return changed == 0
        ? ""
        : "%d items held secrets, which were masked before anything was kept".formatted(changed);
  }

  private boolean isRepeated(Batch batch) {
    return shop.store()
        .find(batch.tenant(), batch.id())
        .filter(known ->
            known.user().equals(batch.user())
                && known.template().equals(batch.template())
                && known.size() == batch.size())
        .isPresent();
  }

  @Override
  public Optional<View> find(Principal principal, String id) {
    return shop.store()
        .find(principal.tenant(), id)
        .filter(batch -> principal.maySpeakFor(batch.user()))
        .map(this::view);
  }

  @Override
  public List<View> list(Principal principal, String user, String before, int limit) {
    Checks.checkUser(principal, user);
    return shop.store().list(principal.tenant(), user, before, limit).stream()
        .filter(batch -> principal.maySpeakFor(batch.user()))
        .map(this::view)
        .toList();
  }

  @Override
  public View await(Principal principal, String id, Duration patience) {
    known(principal, id);
    return view(shop.awaitRest(principal.tenant(), id, patience));
  }

  @Override
  public View pause(Principal principal, String id) {
    return changed(
        principal,
        id,
        batch ->
            switch (batch.state()) {
              case RUNNING -> batch.is(Batch.State.PAUSED, "by hand", shop.now());
              case PAUSED -> batch;
              case CANCELLING, CANCELLED, DONE -> throw atItsEnd(batch, "paused");
            });
  }

  @Override
  public View resume(Principal principal, String id, Batch.Options options) {
    checks.check(options);
    return changed(
        principal,
        id,
        batch ->
            switch (batch.state()) {
              case RUNNING, PAUSED -> batch.with(options).is(Batch.State.RUNNING, "", shop.now());
              case CANCELLING, CANCELLED, DONE -> throw atItsEnd(batch, "resumed");
            });
  }

  @Override
  public View retry(Principal principal, String id) {
    var batch = known(principal, id);
    if (batch.state() == Batch.State.CANCELLING) {
      throw Failure.user(
          "The batch %s is being cancelled; retry it when it is at rest".formatted(id));
    }
    var again = new ArrayList<Item>();
    var states =
        batch.state() == Batch.State.CANCELLED
            ? EnumSet.of(Item.State.FAILED, Item.State.CANCELLED)
            : EnumSet.of(Item.State.FAILED);
    forEach(batch, states, item -> again.add(retried(batch, item)));
    if (again.isEmpty() && shop.store().tally(batch.tenant(), id).waiting() == 0) {
      throw Failure.user(
          "Nothing in the batch %s failed, so there is nothing to retry".formatted(id));
    }
    shop.store().save(batch.tenant(), again);
    return changed(principal, id, now -> now.is(Batch.State.RUNNING, "", shop.now()));
  }

  /// The run of what was cancelled before it began is still to come.
  private Item retried(Batch batch, Item item) {
    return item.state() == Item.State.CANCELLED && shop.run(batch.tenant(), item).isEmpty()
        ? item.waiting(shop.now())
        : item.again(shop.now());
  }

  @Override
  public View cancel(Principal principal, String id) {
    return changed(
        principal,
        id,
        batch ->
            switch (batch.state()) {
              case RUNNING, PAUSED -> batch.is(Batch.State.CANCELLING, "by hand", shop.now());
              case CANCELLING, CANCELLED -> batch;
              case DONE -> throw atItsEnd(batch, "cancelled");
            });
  }

  @Override
  public List<Item> items(
      Principal principal, String id, Set<Item.State> states, int after, int limit) {
    var batch = known(principal, id);
    return shop.store().items(batch.tenant(), id, states.isEmpty() ? ANY : states, after, limit);
  }

  private void forEach(Batch batch, Set<Item.State> states, Consumer<Item> each) {
    for (var page = shop.store().items(batch.tenant(), batch.id(), states, 0, PAGE);
        !page.isEmpty();
        page = shop.store().items(batch.tenant(), batch.id(), states, page.getLast().row(), PAGE)) {
      page.forEach(each);
    }
  }

  /// Changes a batch, whoever else changes it meanwhile, and has it worked on.
  private View changed(Principal principal, String id, UnaryOperator<Batch> change) {
    while (true) {
      var known = known(principal, id);
      var next = change.apply(known);
      if (next.equals(known) || shop.replace(known, next)) {
        if (!next.state().isAtRest() || isDriven(next)) {
          drive(next);
        }
        return view(known(principal, id));
      }
    }
  }

  private static Failure atItsEnd(Batch batch, String what) {
    return Failure.user(
        "The batch %s can't be %s: it is %s"
            .formatted(
                batch.id(),
                what,
                switch (batch.state()) {
                  case DONE -> "done";
                  case CANCELLED -> "cancelled";
                  case CANCELLING -> "being cancelled";
                  case RUNNING, PAUSED -> "under way";
                }));
  }

  private Batch known(Principal principal, String id) {
    return shop.store()
        .find(principal.tenant(), id)
        .filter(batch -> principal.maySpeakFor(batch.user()))
        .orElseThrow(() -> Shop.absent(id));
  }

  private boolean isDriven(Batch batch) {
    return drives.containsKey(new Key(batch.tenant(), batch.id()));
  }

  private View view(Batch batch) {
    var drive = driveOf(batch);
    return new View(
        batch,
        shop.store().tally(batch.tenant(), batch.id()),
        drive == null ? 0 : drive.floor().atWork(),
        drive == null ? 0 : drive.floor().parked().size(),
        drive != null,
        drive == null ? "" : drive.waitingFor());
  }

  private @Nullable Drive driveOf(Batch batch) {
    return drives.get(new Key(batch.tenant(), batch.id()));
  }

  /// Begins nothing more; what is under way is carried on by the next process. To be closed before
  /// the runs are.
  @Override
  public void close() {
    shop.close();
  }
}
