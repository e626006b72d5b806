package dev.steward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said later takes the place of what it contradicts, and of nothing else.
class ChangesTest {
  @Test
  void theNewestOfAThousandContradictionsWins() {
    var changes = new ArrayList<>(Changes.of("changes.txt"));
    changes.addAll(Changes.of("more-changes.txt"));
    var wrong = changes.stream().filter(change -> !wins(change)).toList();

    assertThat(Changes.phrasings(changes)).isGreaterThanOrEqualTo(200);
    assertThat(changes).hasSizeGreaterThanOrEqualTo(1_000);
    assertThat(wrong).isEmpty();
  }

  private static boolean wins(Changes change) {
    try (var desk = new Desk()) {
      desk.says(change.before());
      var was = desk.facts();
      desk.says(change.after());
      return was.size() == 1 && !desk.facts().isEmpty() && !desk.facts().contains(was.getFirst());
    }
  }

  @ParameterizedTest
  @MethodSource
  void whatIsAboutSomethingElseStays(String one, String other) {
    try (var desk = new Desk()) {
      desk.says(one);
      desk.says(other);

      assertThat(desk.facts()).hasSize(2);
    }
  }

  static Stream<Object[]> whatIsAboutSomethingElseStays() {
    return RepeatsTest.pairs("apart.txt")
        .map(pair -> new Object[] {pair.getFirst(), pair.getLast()});
  }

  @Test
  void theOlderFactIsClosedAndPointsToTheNewerOne() {
    try (var desk = new Desk()) {
      desk.says("The budget limit is $500");
      desk.says("The budget limit is now $700");

      var older = desk.fact("The budget limit is $500");
      var newer = desk.fact("The budget limit is now $700");
      assertThat(older.care().standing()).isEqualTo(Standing.SUPERSEDED);
      assertThat(older.validity().supersededBy()).isEqualTo(newer.id());
      assertThat(older.validity().validTo()).isEqualTo(newer.validity().validFrom());
      assertThat(desk.memory.history("acme", newer.id()))
          .extracting(revision -> revision.fact().text(), Revision::event)
          .containsExactly(
              tuple("The budget limit is $500", Revision.Event.ADDED),
              tuple("The budget limit is now $700", Revision.Event.ADDED),
              tuple("The budget limit is $500", Revision.Event.SUPERSEDED));
    }
  }

  @Test
  void whatWasBelievedOnADayCanBeAskedFor() {
    try (var desk = new Desk()) {
      desk.says("The budget limit is $500");
      var then = desk.clock.instant();
      desk.clock.advance(Duration.ofDays(30));
      desk.says("The budget limit is now $700");
      var now = desk.clock.instant();

      assertThat(asOf(desk, then)).containsExactly("The budget limit is $500");
      assertThat(asOf(desk, now)).containsExactly("The budget limit is now $700");
    }
  }

  private static List<String> asOf(Desk desk, Instant at) {
    return desk
        .memory
        .asOf(Selection.recallable(Desk.ANA, desk.clock.instant()), at, at, "", 10)
        .stream()
        .map(Fact::text)
        .toList();
  }

  @Test
  void anOlderMessageThatComesLateClosesNothing() {
    try (var desk = new Desk()) {
      hears(desk, "The budget limit is now $700", Desk.NOON);
      hears(desk, "The budget limit is $500", Desk.NOON.minus(Duration.ofDays(9)));

      assertThat(desk.facts()).containsExactly("The budget limit is now $700");
      var late = desk.fact("The budget limit is $500");
      assertThat(late.care().standing()).isEqualTo(Standing.SUPERSEDED);
      assertThat(late.validity().validTo()).isEqualTo(Desk.NOON);
      assertThat(desk.memory.history("acme", desk.fact("The budget limit is now $700").id()))
          .hasSize(2);
    }
  }

  private static void hears(Desk desk, String text, Instant at) {
    desk.memory.add(
        Desk.addition("", Addition.Mode.EXTRACT, List.of(Desk.said(text, Trust.OWNER, at))));
    desk.memory.settle();
  }

  @Test
  void whatChangesOnADayToComeHoldsFromThen() {
    try (var desk = new Desk()) {
      desk.says("The budget limit is $500");
      desk.says("From 1 June 2026 the budget limit is $700");

      assertThat(desk.facts()).hasSize(2);
      assertThat(desk.fact("The budget limit is $500").validity().validTo())
          .isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
      desk.clock.set(Instant.parse("2026-06-01T09:00:00Z"));
      assertThat(desk.facts()).containsExactly("From 1 June 2026 the budget limit is $700");
    }
  }

  @Test
  void aChainOfChangesLeavesTheLast() {
    try (var desk = new Desk()) {
      desk.says("Ana lives in Paris");
      desk.says("Ana moved from Paris to Berlin");
      desk.says("Ana moved to Oslo");
      desk.says("Ana no longer lives in Oslo, she lives in Rome");

      assertThat(desk.facts()).containsExactly("Ana no longer lives in Oslo, she lives in Rome");
      var last = desk.fact("Ana no longer lives in Oslo, she lives in Rome");
      assertThat(desk.memory.history("acme", last.id())).hasSize(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXTERNAL", "TOOL", "MODEL"})
  void whatIsTrustedLessNeverTakesThePlaceOfWhatAPersonSaid(Trust trust) {
    try (var desk = new Desk()) {
      desk.says("The budget limit is $500");
      desk.hears(trust, "The budget limit is now $9,000");

      assertThat(desk.facts()).containsExactly("The budget limit is $500");
    }
  }

  @Test
  void aVerbatimFactIsSupersededWhereItsWordsArePlain() {
    try (var desk = new Desk()) {
      desk.memory.add(desk.addition("", Addition.Mode.VERBATIM, "The budget limit is $500"));
      desk.memory.add(desk.addition("", Addition.Mode.VERBATIM, "The budget limit is now $700"));

      assertThat(desk.facts()).containsExactly("The budget limit is now $700");
    }
  }
}
