package dev.steward.app.crash;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.Steward;
import dev.steward.core.Scope;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Item;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that works on a batch (kill -9), again and again on the same folder. How many
/// items and kills, the system properties `steward.batch.items` and `steward.batch.kills` say.
class BatchKillTest {
  private static final int ITEMS = Integer.getInteger("steward.batch.items", 120);
  private static final int KILLS = Integer.getInteger("steward.batch.kills", 5);
  private static final Instant LATEST = Instant.parse("2999-01-01T00:00:00Z");
  private static final int ALL = Integer.MAX_VALUE;

  /// What an item is paid for: three answers of the model, as steps of its run.
  private static final List<Integer> PAID_STEPS = List.of(3, 6, 8);

  @TempDir Path folder;

  private final List<String> lost = new ArrayList<>();
  private final List<String> twice = new ArrayList<>();
  private final List<String> paidTwice = new ArrayList<>();
  private final Map<String, Integer> begun = new TreeMap<>();
  private int processes;
  private int kills;

  @Test
  void noItemIsLostDoneTwiceOrPaidTwice() throws Exception {
    Files.createDirectories(folder.resolve("marks"));
    Files.createDirectories(folder.resolve("scratch"));
    var start = System.nanoTime();
    killOnTheWay(new Random(20261128));
    try (var child = start()) {
      assertThat(child.exitCode()).as(child.complaints()).isZero();
    }
    var cutOff = findRepeatedSteps();
    findEffects();

    System.out.printf(
        "batch of %,d items, %d times kill -9 on the way: %d items lost, %d done twice, %d paid twice; %d calls of the model were under way at a kill and asked again; %d s%n",
        ITEMS,
        kills,
        lost.size(),
        twice.size(),
        paidTwice.size(),
        cutOff,
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    assertThat(lost).as("lost").isEmpty();
    assertThat(twice).as("done twice").isEmpty();
    assertThat(paidTwice).as("paid twice").isEmpty();
    assertThat(kills).as("kills before the batch was done").isEqualTo(KILLS);
  }

  /// Each process gets as far as its share of the items that are left, give or take, and is killed.
  private void killOnTheWay(Random random) throws InterruptedException {
    while (kills < KILLS) {
      try (var child = start()) {
        assertThat(child.line()).as(child.complaints()).isEqualTo(BatchChild.WORKING);
        var share = Math.max(1, ITEMS / (KILLS + 1));
        var goal = Math.min(ITEMS - 1, kills * share + 1 + random.nextInt(share));
        while (settled() < goal) {
          child.live(Duration.ofMillis(5));
        }
        child.kill();
        kills++;
      }
    }
  }

  /// How many items have come to their end, in whichever process.
  private long settled() {
    return Marks.files(folder.resolve("marks")).stream()
        .flatMap(file -> Marks.read(file).stream())
        .filter(mark -> mark.startsWith(Marks.SETTLED))
        .distinct()
        .count();
  }

  private ChildJvm start() {
    processes++;
    return new ChildJvm(
        folder.resolve("errors"),
        folder.resolve("scratch"),
        BatchChild.class,
        List.of(
            folder.resolve("data").toString(),
            folder.resolve("marks").resolve("%05d".formatted(processes)).toString(),
            Integer.toString(ITEMS)));
  }

  /// Steps that began after they had ended; returns how many calls of the model began twice,
  /// because a kill had come before their answer was written down.
  private int findRepeatedSteps() {
    var finished = new HashSet<String>();
    for (var file : Marks.files(folder.resolve("marks"))) {
      for (var mark : Marks.read(file)) {
        var key = mark.substring(mark.indexOf(' ') + 1);
        if (mark.startsWith(Marks.DONE + " ") || mark.startsWith(Marks.FOUND + " ")) {
          finished.add(key);
        } else if (mark.startsWith(Marks.BEGUN + " ")) {
          begun.merge(key, 1, Integer::sum);
          if (finished.contains(key)) {
            twice.add("the step " + key);
          }
        }
      }
    }
    return (int)
        begun.entrySet().stream()
            .filter(entry -> entry.getValue() > 1 && isPaid(entry.getKey()))
            .count();
  }

  private static boolean isPaid(String key) {
    return PAID_STEPS.contains(Integer.valueOf(key.substring(key.indexOf('/') + 1)));
  }

  private void findEffects() {
    try (var stores =
        EmbeddedStores.open(folder.resolve("data"), new JsonCodec(), Clock.systemUTC())) {
      var batch = stores.batches().find(Steward.TENANT, BatchChild.BATCH).orElseThrow();
      if (batch.state() != Batch.State.DONE) {
        lost.add("the batch is " + batch.state());
      }
      var events =
          stores.events().events(Steward.TENANT, BatchChild.USER).stream()
              .collect(groupingBy(Event::source));
      var facts =
          stores
              .facts()
              .facts(
                  Selection.ofLayer(
                      new Scope(Steward.TENANT, BatchChild.USER, ""), Layer.USER, Instant.EPOCH),
                  "",
                  ALL)
              .stream()
              .collect(groupingBy(Fact::source));
      var paid =
          stores.ledger().entries(Steward.TENANT, "", Instant.EPOCH, LATEST).stream()
              .collect(groupingBy(LedgerEntry::turn));
      var items =
          stores
              .batches()
              .items(Steward.TENANT, BatchChild.BATCH, EnumSet.allOf(Item.State.class), 0, ALL);
      assertThat(items).hasSize(ITEMS);
      items.forEach(item -> check(item, events, facts, paid));
      assertThat(events.keySet()).isSubsetOf(runs(items));
      assertThat(paid.keySet()).isSubsetOf(runs(items));
    }
  }

  private static Set<String> runs(List<Item> items) {
    return Set.copyOf(items.stream().map(Item::run).toList());
  }

  private void check(
      Item item,
      Map<String, List<Event>> events,
      Map<String, List<Fact>> facts,
      Map<String, List<LedgerEntry>> paid) {
    var run = item.run();
    if (item.state() != Item.State.DONE || !item.result().equals(Story.answer(item.row()))) {
      lost.add("row %d is %s: %s".formatted(item.row(), item.state(), item.result()));
    }
    var booked = events.getOrDefault(run, List.of()).stream().map(Event::start).toList();
    compare(run + " booked " + booked, booked, List.of(Story.movedTo(item.row())), twice);
    var remembered = facts.getOrDefault(run, List.of()).stream().map(Fact::text).toList();
    compare(
        run + " remembered " + remembered,
        remembered,
        List.of(Story.remembered(item.row())),
        twice);
    var entries = paid.getOrDefault(run, List.of());
    var expected = PAID_STEPS.stream().map(step -> run + "/" + step).toList();
    var bookings = new Bookings(entries);
    lost.addAll(bookings.missing(expected));
    paidTwice.addAll(bookings.tooMany(expected, begun));
    var sum = entries.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus);
    if (!item.cost().equals(sum)) {
      paidTwice.add("%s says %s, the ledger %s".formatted(run, item.cost(), sum));
    }
  }

  private void compare(String what, List<?> found, List<?> expected, List<String> tooMany) {
    if (!found.equals(expected)) {
      (found.size() > expected.size() ? tooMany : lost).add(what);
    }
  }
}
