package dev.steward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RepeatsTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXTRACT", "VERBATIM"})
  void theSameFactTenTimesIsOneWithTenProofs(Addition.Mode mode) {
    for (int i = 0; i < 10; i++) {
      desk.memory.add(desk.addition("", mode, "John prefers mornings"));
      desk.memory.settle();
    }

    assertThat(desk.facts(Standing.values()))
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.care().proofs()).isEqualTo(10);
          assertThat(fact.origin().citations()).hasSize(10);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"EXTRACT", "VERBATIM"})
  void theSameFactSixteenTimesAtOnceIsOneWithSixteenProofs(Addition.Mode mode) throws Exception {
    var begin = new CountDownLatch(1);
    var additions = new ArrayList<Addition>();
    for (int i = 0; i < 16; i++) {
      additions.add(desk.addition("", mode, "John prefers mornings"));
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var adding = new ArrayList<Future<Added>>();
      for (var addition : additions) {
        adding.add(
            executor.submit(() -> {
              begin.await();
              return desk.memory.add(addition);
            }));
      }
      begin.countDown();
      for (var added : adding) {
        added.get();
      }
    }
    desk.memory.settle();

    assertThat(desk.facts(Standing.values()))
        .singleElement()
        .satisfies(fact -> assertThat(fact.care().proofs()).isEqualTo(16));
  }

  @Test
  void tenProofsAreCountedThoughTheClockStandsStill() {
    for (int i = 0; i < 10; i++) {
      desk.memory.add(
          Desk.addition(
              "",
              Addition.Mode.EXTRACT,
              List.of(Desk.said("John prefers mornings", Trust.OWNER, Desk.NOON))));
      desk.memory.settle();
    }

    assertThat(desk.facts(Standing.values()))
        .singleElement()
        .satisfies(fact -> assertThat(fact.care().proofs()).isEqualTo(10));
  }

  @Test
  void theSameMessageProvesAFactOnce() {
    desk.says("John prefers mornings. John prefers mornings! Remember that John prefers mornings.");

    assertThat(desk.facts(Standing.values()))
        .singleElement()
        .satisfies(fact -> assertThat(fact.care().proofs()).isEqualTo(1));
  }

  @ParameterizedTest
  @MethodSource
  void whatSaysTheSameIsOneFact(String one, String other) {
    desk.says(one);
    desk.says(other);

    assertThat(desk.facts(Standing.values())).hasSize(1);
    assertThat(desk.facts(Standing.values()).getFirst().care().proofs()).isEqualTo(2);
  }

  static Stream<List<String>> pairs(String file) {
    return Changes.lines(file).stream()
        .filter(line -> line.contains(" | "))
        .map(line -> List.of(line.split(" \\| ", -1)));
  }

  static Stream<Object[]> whatSaysTheSameIsOneFact() {
    return bothWays("same.txt");
  }

  static Stream<Object[]> whatDiffersInOneWordIsNeverTheSame() {
    return bothWays("unlike.txt");
  }

  private static Stream<Object[]> bothWays(String file) {
    return pairs(file)
        .flatMap(pair ->
            Stream.of(
                new Object[] {pair.getFirst(), pair.getLast()},
                new Object[] {pair.getLast(), pair.getFirst()}));
  }

  @ParameterizedTest
  @MethodSource
  void whatDiffersInOneWordIsNeverTheSame(String one, String other) {
    desk.says(one);
    desk.says(other);

    assertThat(desk.facts(Standing.values())).hasSize(2);
  }

  @Test
  void aFactConfirmedByItsOwnerIsTrustedMore() {
    desk.hears(Trust.EXTERNAL, "The fair opens in October");
    desk.says("The fair opens in October");

    var fact = desk.fact("The fair opens in October");
    assertThat(fact.origin().trust()).isEqualTo(Trust.OWNER);
    assertThat(desk.memory.history("acme", fact.id()))
        .extracting(Revision::event)
        .containsExactly(Revision.Event.ADDED, Revision.Event.CONFIRMED);
  }

  @Test
  void anotherUsersFactIsNotTheSame() {
    desk.says("John prefers mornings");
    var bob = new Scope("acme", "bob", "");
    desk.memory.add(
        new Addition(
            "",
            bob,
            Labels.NONE,
            List.of(desk.said("John prefers mornings", Trust.OWNER)),
            Addition.Mode.EXTRACT,
            "",
            Fact.Validity.OPEN));
    desk.memory.settle();

    assertThat(desk.fact("John prefers mornings").care().proofs()).isEqualTo(1);
    assertThat(desk.memory.statistics("acme").standings().get(Standing.ACTIVE)).isEqualTo(2);
  }

  @Test
  void whatIsRememberedByToolAndExtractedFromItsMessageIsProvedOnce() {
    var added = desk.memory.add(desk.addition("", Addition.Mode.NONE, "John prefers mornings"));
    desk.memory.remember(
        Desk.ANA,
        Layer.USER,
        Fact.Kind.PREFERENCE,
        "John prefers mornings",
        added.messages().getFirst(),
        "ana",
        "fact-1");
    desk.memory.remember(
        Desk.ANA,
        Layer.USER,
        Fact.Kind.PREFERENCE,
        "John prefers mornings",
        added.messages().getFirst(),
        "ana",
        "fact-2");

    assertThat(desk.facts(Standing.values()))
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.id()).isEqualTo("fact-1");
          assertThat(fact.care().proofs()).isEqualTo(1);
        });
  }

  @Test
  void whatHeldBeforeAndHoldsAgainIsSaidAnew() {
    desk.says("Ana lives in Paris");
    desk.says("Ana lives in Berlin now");
    desk.clock.advance(Duration.ofDays(30));
    desk.says("Ana lives in Paris");

    assertThat(desk.facts()).containsExactly("Ana lives in Paris");
    assertThat(desk.facts(Standing.SUPERSEDED))
        .extracting(Fact::text)
        .containsExactlyInAnyOrder("Ana lives in Paris", "Ana lives in Berlin now");
  }
}
