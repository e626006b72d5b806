package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.BatchStore;
import dev.steward.core.batch.Item;
import dev.steward.core.batch.Tally;
import dev.steward.core.cost.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [BatchStore] promises.
public interface BatchStoreContract {
  Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");
  Set<Item.State> ANY = EnumSet.allOf(Item.State.class);

  /// The store under test: empty when a test begins, and the same one throughout it.
  BatchStore batches();

  private static Batch batch(String tenant, String user, String id, Instant startedAt) {
    return new Batch(
        id,
        tenant,
        user,
        "ops_engine",
        "Sort {order}",
        Batch.Options.DEFAULTS.withMaxCost(Money.of("0.000000000000000001")),
        Batch.State.RUNNING,
        "",
        3,
        startedAt,
        startedAt);
  }

  private static Batch in(Batch.State state, Batch of, Instant at) {
    return new Batch(
        of.id(),
        of.tenant(),
        of.user(),
        of.agent(),
        of.template(),
        of.options(),
        state,
        "a note",
        of.size(),
        of.startedAt(),
        at);
  }

  private static List<Item> items(String batch, String... texts) {
    var items = new ArrayList<Item>();
    for (var text : texts) {
      items.add(Item.of(batch, items.size() + 1, Map.of("order", text), NOON));
    }
    return items;
  }

  private static Item ended(Item item, Item.State state, String result, String cost) {
    return new Item(
        item.batch(),
        item.row(),
        item.fields(),
        state,
        item.attempt(),
        result,
        "ops_engine",
        "deepseek-flash",
        Money.of(cost),
        NOON.plusSeconds(1));
  }

  private List<Item> all(String tenant, String batch) {
    return batches().items(tenant, batch, ANY, 0, Integer.MAX_VALUE);
  }

  @Test
  default void aBatchIsFoundWithItsItemsAsTheyWere() {
    var batch = batch("acme", "ana", "b1", NOON);
    var items = items("b1", "one", "two", "three");

    assertThat(batches().add(batch, items)).isTrue();

    assertThat(batches().find("acme", "b1")).contains(batch);
    assertThat(all("acme", "b1")).isEqualTo(items);
  }

  @Test
  default void addingTheSameIdAgainChangesNothing() {
    var batch = batch("acme", "ana", "b1", NOON);
    batches().add(batch, items("b1", "one"));

    assertThat(batches().add(batch("acme", "bob", "b1", NOON), items("b1", "two", "three")))
        .isFalse();

    assertThat(batches().find("acme", "b1")).contains(batch);
    assertThat(all("acme", "b1")).isEqualTo(items("b1", "one"));
  }

  @Test
  default void anotherTenantsBatchesAreAbsent() {
    var theirs = batch("zeta", "ana", "b1", NOON);
    batches().add(batch("acme", "ana", "b1", NOON), items("b1", "one"));

    assertThat(batches().find("zeta", "b1")).isEmpty();
    assertThat(all("zeta", "b1")).isEmpty();
    assertThat(batches().tally("zeta", "b1")).isEqualTo(Tally.NONE);
    assertThat(batches().replace(theirs, in(Batch.State.PAUSED, theirs, NOON))).isFalse();
    assertThat(batches().add(theirs, items("b1", "other"))).isTrue();
    assertThat(all("acme", "b1")).isEqualTo(items("b1", "one"));
    assertThat(all("zeta", "b1")).isEqualTo(items("b1", "other"));
  }

  @Test
  default void textsAndTheOrderOfColumnsAreKeptExactly() {
    var fields = new LinkedHashMap<String, String>();
    int column = 0;
    for (var text : Texts.all()) {
      fields.put("z%d %s".formatted(99 - column++, "ключ"), text);
    }
    batches().add(batch("acme", "ana", "b1", NOON), List.of(Item.of("b1", 1, fields, NOON)));

    var kept = all("acme", "b1").getFirst().fields();
    assertThat(List.copyOf(kept.entrySet())).isEqualTo(List.copyOf(fields.entrySet()));
  }

  @Test
  default void batchesAreListedNewestFirstPageByPage() {
    batches().add(batch("acme", "ana", "first", NOON), items("first", "x"));
    batches().add(batch("acme", "bob", "second", NOON.plusNanos(1)), items("second", "x"));
    batches().add(batch("acme", "ana", "at once", NOON.plusNanos(1)), items("at once", "x"));
    batches().add(batch("acme", "ana", "earlier", NOON.minusNanos(1)), items("earlier", "x"));
    batches().add(batch("zeta", "ana", "theirs", NOON), items("theirs", "x"));

    assertThat(batches().list("acme", "", "", 10))
        .extracting(Batch::id)
        .containsExactly("at once", "second", "first", "earlier");
    assertThat(batches().list("acme", "", "second", 1))
        .extracting(Batch::id)
        .containsExactly("first");
    assertThat(batches().list("acme", "ana", "", 2))
        .extracting(Batch::id)
        .containsExactly("at once", "first");
    assertThatThrownBy(() -> batches().list("acme", "", "theirs", 10))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("theirs");
    assertThatThrownBy(() -> batches().list("acme", "ana", "second", 10))
        .isInstanceOf(Failure.class);
  }

  @Test
  default void unfinishedAreThoseOfEveryTenantThatAreNotAtTheirEnd() {
    for (var state : Batch.State.values()) {
      var batch = batch("acme", "ana", state.name(), NOON);
      batches().add(in(state, batch, NOON), items(state.name(), "x"));
    }
    batches().add(batch("zeta", "ana", "b1", NOON.minusSeconds(1)), items("b1", "x"));

    assertThat(batches().unfinished())
        .extracting(Batch::id)
        .containsExactly("b1", "RUNNING", "PAUSED", "CANCELLING");
  }

  @Test
  default void aBatchIsReplacedOnlyByWhoeverKnowsIt() {
    var batch = batch("acme", "ana", "b1", NOON);
    batches().add(batch, items("b1", "one"));
    var paused = in(Batch.State.PAUSED, batch, NOON.plusSeconds(1));

    assertThat(batches().replace(batch, paused)).isTrue();
    assertThat(batches().replace(batch, in(Batch.State.DONE, batch, NOON))).isFalse();

    assertThat(batches().find("acme", "b1")).contains(paused);
    assertThat(batches().replace(paused, batch)).isTrue();
    assertThat(batches().unfinished()).containsExactly(batch);
  }

  @Test
  default void ofManyWhoReplaceOneBatchOneSucceeds() {
    var batch = batch("acme", "ana", "b1", NOON);
    batches().add(batch, items("b1", "one"));

    var replaced =
        Together.run(
            8,
            thread ->
                batches()
                    .replace(batch, in(Batch.State.PAUSED, batch, NOON.plusSeconds(thread + 1))));

    assertThat(replaced).containsOnlyOnce(true);
  }

  @Test
  default void itemsAreListedByStateAndRow() {
    var items = items("b1", "one", "two", "three", "four");
    batches().add(batch("acme", "ana", "b1", NOON), items);
    var done = ended(items.get(2), Item.State.DONE, "sorted", "0.25");
    var failed = ended(items.get(0), Item.State.FAILED, "no such order", "0");

    batches().save("acme", List.of(done, failed));

    assertThat(all("acme", "b1")).containsExactly(failed, items.get(1), done, items.get(3));
    assertThat(batches().items("acme", "b1", EnumSet.of(Item.State.WAITING), 0, 1))
        .containsExactly(items.get(1));
    assertThat(batches().items("acme", "b1", EnumSet.of(Item.State.WAITING), 2, 10))
        .containsExactly(items.get(3));
    assertThat(batches().items("acme", "b1", EnumSet.of(Item.State.DONE, Item.State.FAILED), 0, 10))
        .containsExactly(failed, done);
  }

  @Test
  default void itemsThatAreNotThereAreNotSavedNorIsAnythingWithThem() {
    var items = items("b1", "one");
    batches().add(batch("acme", "ana", "b1", NOON), items);
    var done = ended(items.getFirst(), Item.State.DONE, "sorted", "1");
    var second = ended(items("b1", "x", "y").get(1), Item.State.DONE, "sorted", "1");

    assertThatThrownBy(() -> batches().save("acme", List.of(done, second)))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> batches().save("zeta", List.of(done))).isInstanceOf(Failure.class);

    assertThat(all("acme", "b1")).isEqualTo(items);
  }

  @Test
  default void theTallyIsExact() {
    var items = items("b1", "one", "two", "three", "four", "five");
    batches().add(batch("acme", "ana", "b1", NOON), items);
    batches()
        .save(
            "acme",
            List.of(
                ended(items.get(0), Item.State.DONE, "", "0.1"),
                ended(items.get(1), Item.State.DONE, "", "0.000000000000000000001"),
                ended(items.get(2), Item.State.FAILED, "", "0.2"),
                ended(items.get(3), Item.State.CANCELLED, "", "0")));

    assertThat(batches().tally("acme", "b1"))
        .isEqualTo(new Tally(1, 2, 1, 1, Money.of("0.300000000000000000001")));
  }

  @Test
  default void aThousandItemsAreKeptAtOnce() {
    var texts = IntStream.range(0, 1_000).mapToObj(n -> "order " + n).toArray(String[]::new);
    var items = items("b1", texts);
    batches().add(batch("acme", "ana", "b1", NOON), items);

    assertThat(all("acme", "b1")).isEqualTo(items);
    assertThat(batches().items("acme", "b1", ANY, 400, 200)).isEqualTo(items.subList(400, 600));
  }

  @Test
  default void batchesAtTheirEndArePrunedWhenTheyAreOld() {
    var done = in(Batch.State.DONE, batch("acme", "ana", "done", NOON), NOON);
    var cancelled = in(Batch.State.CANCELLED, batch("zeta", "ana", "cancelled", NOON), NOON);
    var late = in(Batch.State.DONE, batch("acme", "ana", "late", NOON), NOON.plusSeconds(1));
    var running = batch("acme", "ana", "running", NOON);
    for (var batch : List.of(done, cancelled, late, running)) {
      batches().add(batch, items(batch.id(), "x"));
    }

    assertThat(batches().prune(NOON.plusSeconds(1))).isEqualTo(2);

    assertThat(batches().find("acme", "done")).isEmpty();
    assertThat(all("acme", "done")).isEmpty();
    assertThat(batches().find("zeta", "cancelled")).isEmpty();
    assertThat(batches().find("acme", "late")).contains(late);
    assertThat(batches().find("acme", "running")).contains(running);
  }

  @Test
  default void whatIsForgottenIsInNoFinishedItemAnyMore() {
    var items = items("b1", "John's order", "Mary's \"order\"", "John again", "other");
    var batch = in(Batch.State.DONE, batch("acme", "ana", "b1", NOON), NOON);
    batches().add(batch, items);
    batches().add(batch("zeta", "ana", "b1", NOON), items);
    var byField = ended(items.get(0), Item.State.DONE, "sorted", "0.1");
    var byResult = ended(items.get(3), Item.State.FAILED, "It was \"John's order\"", "0.2");
    batches().save("acme", List.of(byField, byResult));
    batches().save("zeta", List.of(byField));

    assertThat(batches().forget("acme", List.of("John's order"), true)).isEqualTo(2);
    assertThat(all("acme", "b1")).contains(byField, byResult);

    assertThat(batches().forget("acme", List.of("John's order"), false)).isEqualTo(2);
    assertThat(all("acme", "b1"))
        .containsExactly(byField.forgotten(), items.get(1), items.get(2), byResult.forgotten());
    assertThat(all("zeta", "b1")).contains(byField);
    assertThat(batches().forget("acme", List.of("Sort {order}"), false)).isEqualTo(1);
    assertThat(batches().find("acme", "b1").orElseThrow().template()).isEmpty();
  }
}
