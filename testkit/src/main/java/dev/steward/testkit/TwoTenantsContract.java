package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [FactStore] promises to each of two tenants who use the same ids, users and sessions.
public interface TwoTenantsContract {
  List<String> TENANTS = List.of("acme", "zeta");

  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  /// How many random operations there are in the usual tests; with `-Dsteward.tests=all` there are
  /// 100,000.
  default int randomOperations() {
    return 4_000;
  }

  @Test
  default void noRandomOperationOfOneTenantEverShowsARowOfTheOther() {
    var operations =
        "all".equals(System.getProperty("steward.tests")) ? 100_000 : randomOperations();
    var play = new Play(facts(), new Random(20261128));
    for (int i = 0; i < operations; i++) {
      play.act(i);
    }

    assertThat(play.foreign).as("rows of the other tenant seen").isZero();
    for (var tenant : TENANTS) {
      var selection =
          Selection.recallable(new Scope(tenant, "", ""), NOON).withReach(Selection.Reach.TENANT);
      assertThat(facts().facts(selection, "", 1_000_000))
          .extracting(Fact::text)
          .containsExactlyInAnyOrderElementsOf(play.texts.getOrDefault(tenant, Map.of()).values());
    }
  }

  /// Random operations, and what they should have come to.
  final class Play {
    private final FactStore store;
    private final Random random;

    /// The texts of facts by tenant and id.
    private final Map<String, Map<String, String>> texts = new HashMap<>();

    private long foreign;

    private Play(FactStore store, Random random) {
      this.store = store;
      this.random = random;
    }

    private String one(String name, int of) {
      return name + random.nextInt(of);
    }

    private void act(int number) {
      var tenant = TENANTS.get(random.nextInt(TENANTS.size()));
      var scope = new Scope(tenant, one("u", 3), one("s", 3));
      switch (random.nextInt(12)) {
        case 0, 1 -> add(scope, number);
        case 2 -> revise(scope, number);
        case 3 -> erase(tenant);
        case 4 ->
            store.write(
                new Batch(
                    List.of(message(scope, number)),
                    List.of(),
                    List.of(new Session(scope.session(), tenant, scope.user(), NOON)),
                    List.of(
                        Extraction.pending(
                            one("x", 20), tenant, List.of("m1"), "", Fact.Validity.OPEN, NOON))));
        default -> look(scope);
      }
    }

    private Message message(Scope scope, int number) {
      return Memories.message(one("m", 200), scope, NOON, scope.tenant() + number);
    }

    private void add(Scope scope, int number) {
      var fact =
          Fact.of(
              one("f", 200),
              new Scope(scope.tenant(), scope.user(), ""),
              Layer.USER,
              Fact.Kind.FACT,
              one("subject", 5),
              scope.tenant() + number,
              one("m", 200),
              scope.user(),
              NOON);
      store.write(Batch.of(fact));
      texts
          .computeIfAbsent(scope.tenant(), tenant -> new HashMap<>())
          .putIfAbsent(fact.id(), fact.text());
    }

    private void revise(Scope scope, int number) {
      store
          .fact(scope.tenant(), one("f", 200))
          .ifPresent(fact -> {
            var text = scope.tenant() + number;
            store.write(
                Memories.revised(
                    fact.with(fact.claim().withText(text)),
                    Revision.Event.UPDATED,
                    NOON.plusNanos(number)));
            texts.getOrDefault(scope.tenant(), Map.of()).put(fact.id(), text);
          });
    }

    private void erase(String tenant) {
      var fact = one("f", 200);
      var other = TENANTS.get(random.nextInt(TENANTS.size()));
      store.erase(
          tenant,
          Set.of(
              Entry.Key.fact(tenant, fact),
              Entry.Key.message(tenant, one("m", 200)),
              Entry.Key.message(other, one("n", 200))),
          "ana",
          NOON);
      texts.getOrDefault(tenant, new HashMap<>()).remove(fact);
    }

    private void look(Scope scope) {
      var tenant = scope.tenant();
      var seen = new ArrayList<Entry>();
      var selection =
          Selection.recallable(scope, NOON)
              .withReach(random.nextBoolean() ? Selection.Reach.OWN : Selection.Reach.TENANT)
              .withFilter(
                  random.nextBoolean() ? Filter.all() : new Filter.Eq("user_id", one("u", 3)));
      switch (random.nextInt(11)) {
        case 0 -> seen.addAll(store.facts(selection, "", 20));
        case 1 -> seen.addAll(after(selection, one("f", 200)));
        case 2 -> store.fact(tenant, one("f", 200)).ifPresent(seen::add);
        case 3 -> store.history(tenant, one("f", 200)).forEach(each -> seen.add(each.fact()));
        case 4 -> seen.addAll(store.messages(scope, 20));
        case 5 -> seen.addAll(store.around(tenant, one("m", 200), 5));
        case 6 -> seen.addAll(store.citing(tenant, List.of(one("m", 200), one("m", 200))));
        case 8 -> seen.addAll(store.facts(tenant, List.of(one("f", 200), one("f", 200))).values());
        case 9 ->
            seen.addAll(store.messages(tenant, List.of(one("m", 200), one("m", 200))).values());
        case 7 -> seen.addAll(store.asOf(selection, NOON, NOON, "", 20));
        default ->
            seen.addAll(
                store.about(
                    new Scope(tenant, scope.user(), ""), Layer.USER, one("subject", 5), 20));
      }
      foreign +=
          seen.stream()
              .filter(entry ->
                  !entry.scope().tenant().equals(tenant) || !entry.text().startsWith(tenant))
              .count();
      foreign +=
          store.tombstones(tenant, 5).stream()
              .filter(tombstone -> !tombstone.key().tenant().equals(tenant))
              .count();
      foreign +=
          store.extractions(tenant, Set.of(Extraction.State.values()), "", 5).stream()
              .filter(extraction -> !extraction.tenant().equals(tenant))
              .count();
      for (var change : store.changes(Math.max(0, store.lastChange() - 3), "e5", 3)) {
        if (change instanceof Change.Put put
            && !put.entry().text().startsWith(put.key().tenant())) {
          foreign++;
        }
      }
    }

    private List<Fact> after(Selection selection, String fact) {
      try {
        return store.facts(selection, fact, 20);
      } catch (Failure e) {
        // There is no such fact, or it is not theirs.
        return List.of();
      }
    }
  }
}
