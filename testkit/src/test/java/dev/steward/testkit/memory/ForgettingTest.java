package dev.steward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.RunRecords;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Target;
import dev.steward.core.memory.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private final List<Set<String>> searchedRuns = new ArrayList<>();
  private final List<Set<String>> erasedRuns = new ArrayList<>();
  private final List<String> erasedUsers = new ArrayList<>();
  private final Desk desk =
      new Desk(
          new RunRecords() {
            @Override
            public int eraseHolding(String tenant, Set<String> texts, boolean dryRun) {
              (dryRun ? searchedRuns : erasedRuns).add(texts);
              return 3;
            }

            @Override
            public int eraseOf(String tenant, String user, boolean dryRun) {
              if (!dryRun) {
                erasedUsers.add(user);
              }
              return 2;
            }
          });

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aFactGoesWithTheMessageThatItAloneRestsOn() {
    var added = desk.says("John prefers mornings");
    var fact = desk.fact("John prefers mornings");

    var erasure = forget(new Target.Ids(Set.of(fact.id())));

    assertThat(erasure).containsExactlyInAnyOrder(fact.id(), added.messages().getFirst());
    assertThat(desk.memory.fact("acme", fact.id())).isEmpty();
    assertThat(desk.memory.message("acme", added.messages().getFirst())).isEmpty();
    assertThat(found("John mornings")).isEmpty();
    assertThat(desk.memory.tombstones("acme", 10))
        .hasSize(2)
        .allSatisfy(stone -> {
          assertThat(stone.by()).isEqualTo("ana");
          assertThat(stone.toString()).doesNotContain("mornings");
        });
    assertThat(erasedRuns)
        .singleElement()
        .satisfies(texts -> assertThat(texts).contains("John prefers mornings"));
  }

  @Test
  void aDryRunSaysWhatWouldGoAndChangesNothing() {
    desk.says("John prefers mornings");
    var fact = desk.fact("John prefers mornings");

    var erasure = desk.memory.forget("acme", new Target.Ids(Set.of(fact.id())), true, "ana");

    assertThat(erasure.dryRun()).isTrue();
    assertThat(erasure.facts()).extracting(Entry::id).containsExactly(fact.id());
    assertThat(erasure.messages()).hasSize(1);
    assertThat(erasure.runs()).isEqualTo(3);
    assertThat(erasedRuns).isEmpty();
    assertThat(desk.facts()).containsExactly("John prefers mornings");
    assertThat(desk.memory.tombstones("acme", 10)).isEmpty();
  }

  @Test
  void aFactThatRestsOnAnotherMessageTooStaysWithoutTheCitationThatWent() {
    var first = desk.says("John prefers mornings");
    var second = desk.says("Remember that John prefers mornings");
    var fact = desk.fact("John prefers mornings");

    var erasure =
        desk.memory.forget("acme", new Target.Ids(Set.copyOf(first.messages())), false, "ana");

    assertThat(erasure.kept()).containsExactly(fact.id());
    var kept = desk.fact("John prefers mornings");
    assertThat(kept.origin().citations())
        .extracting(Fact.Citation::source)
        .isEqualTo(second.messages());
    assertThat(kept.care().proofs()).isEqualTo(1);
  }

  @Test
  void theWordingOfAForgottenMessageGoesThoughAnotherSaysTheSame() {
    var first = desk.says("John prefers mornings");
    desk.says("Remember that John likes mornings");
    assertThat(desk.facts()).containsExactly("John prefers mornings");

    forget(new Target.Ids(Set.copyOf(first.messages())));
    desk.memory.settle();

    assertThat(desk.facts(Standing.values()))
        .extracting(Fact::text)
        .containsExactly("John likes mornings");
  }

  @Test
  void aMessageThatOtherFactsRestOnStaysWhenOneFactGoes() {
    var added = desk.says("John prefers mornings. The budget limit is $500.");

    forget(new Target.Ids(Set.of(desk.fact("John prefers mornings.").id())));

    assertThat(desk.facts()).containsExactly("The budget limit is $500.");
    assertThat(desk.memory.message("acme", added.messages().getFirst())).isPresent();
  }

  @Test
  void whatAnAgentSaidOfItGoesToo() {
    desk.says("John prefers mornings");
    desk.hears(Trust.MODEL, "You told me that John prefers mornings, so I booked 9:00.");
    desk.memory.remember(
        Desk.ANA.withSession("s1"),
        Layer.SESSION,
        Fact.Kind.DECISION,
        "Decision made: remembered “John prefers mornings”",
        "",
        "local",
        "");

    forget(new Target.Ids(Set.of(desk.fact("John prefers mornings").id())));

    assertThat(desk.memory.statistics("acme").messages()).isZero();
    assertThat(desk.memory.statistics("acme").standings().values()).containsOnly(0L);
  }

  @Test
  void aSubjectIsForgottenInEveryStanding() {
    desk.says("The budget limit is $500");
    desk.says("The budget limit is now $700");
    desk.says("John prefers mornings");

    forget(new Target.Subject("Budget limit"));

    assertThat(desk.facts(Standing.values()))
        .extracting(Fact::text)
        .containsExactly("John prefers mornings");
    assertThat(desk.memory.statistics("acme").messages()).isEqualTo(1);
  }

  @Test
  void everythingFromOneSourceIsRolledBackAndWhatItSupersededHoldsAgain() {
    mail("x@mail.example", "The delivery is on Monday");
    mail("y@mail.example", "The delivery is now on Tuesday");
    mail("y@mail.example", "The gate is on Elm Road");
    assertThat(desk.facts()).doesNotContain("The delivery is on Monday");

    forget(new Target.Source("y@mail.example"));

    assertThat(desk.facts()).containsExactly("The delivery is on Monday");
    var fact = desk.fact("The delivery is on Monday");
    assertThat(fact.validity().validTo()).isEqualTo(Fact.Validity.OPEN);
    assertThat(desk.memory.history("acme", fact.id()))
        .extracting(Revision::event)
        .endsWith(Revision.Event.RESTORED);
  }

  @Test
  void whatALaterFactClosedStaysClosedWhenTheOneBetweenGoes() {
    desk.says("The budget limit is $500");
    var second = desk.says("The budget limit is now $700");
    desk.says("The budget limit is now $900");

    forget(new Target.Source(second.messages().getFirst()));

    assertThat(desk.facts()).containsExactly("The budget limit is now $900");
    var first = desk.fact("The budget limit is $500");
    assertThat(first.care().standing()).isEqualTo(Standing.SUPERSEDED);
    assertThat(first.validity().supersededBy())
        .isEqualTo(desk.fact("The budget limit is now $900").id());
  }

  @Test
  void aUserIsForgottenWholeAndNobodyElse() {
    var now = desk.clock.instant();
    desk.says("John prefers mornings");
    desk.memory.remember(
        Desk.ANA.withSession("s1"), Layer.SESSION, Fact.Kind.FACT, "On the go", "", "ana", "");
    desk.memory.remember(
        new Scope("acme", "bob", ""), Layer.USER, Fact.Kind.FACT, "Bob likes tea", "", "bob", "b1");

    forget(new Target.User("ana"));

    assertThat(erasedUsers).containsExactly("ana");
    assertThat(desk.memory.statistics("acme").messages()).isZero();
    assertThat(desk.memory.session("acme", "ana", "s1")).isEmpty();
    assertThat(desk.memory.fact("acme", "b1")).isPresent();
    assertThat(
            desk.memory.list(
                Selection.recallable(Desk.ANA.withSession("s1"), now)
                    .withTypes(Entry.Type.FACT)
                    .withStandings(Standing.values()),
                "",
                10))
        .isEmpty();
  }

  @Test
  void whatASearchFindsIsForgotten() {
    desk.says("John prefers mornings");
    desk.says("The printer is on the second floor");
    var now = desk.clock.instant();
    var selection = Selection.recallable(Desk.ANA, now);

    forget(new Target.Found(new Search(selection, "printer floor", 1, 0, now)));
    assertThat(desk.facts()).containsExactly("John prefers mornings");

    forget(new Target.Found(new Search(selection, "", 10, 0, now)));
    assertThat(desk.facts()).isEmpty();
    assertThat(desk.memory.statistics("acme").messages()).isZero();
  }

  @Test
  void anotherTenantsRowsStay() {
    desk.says("John prefers mornings");
    var fact = desk.fact("John prefers mornings");

    var erasure = desk.memory.forget("zeta", new Target.Ids(Set.of(fact.id())), false, "eve");

    assertThat(erasure.facts()).isEmpty();
    assertThat(desk.facts()).hasSize(1);
  }

  @Test
  void whatWaitsToBeExtractedFromAForgottenMessageDoesNotComeBack() {
    var added = desk.memory.add(desk.addition("", Addition.Mode.NONE, "John prefers mornings"));
    forget(new Target.Ids(Set.copyOf(added.messages())));
    desk.memory.settle();

    assertThat(desk.facts(Standing.values())).isEmpty();
  }

  private void mail(String from, String text) {
    desk.clock.advance(Duration.ofMinutes(1));
    desk.memory.add(
        new Addition(
            "",
            Desk.ANA,
            Labels.NONE,
            List.of(
                new Addition.Said(
                    Message.Role.USER, from, Trust.EXTERNAL, "mail", text, desk.clock.instant())),
            Addition.Mode.EXTRACT,
            "",
            Fact.Validity.OPEN));
    desk.memory.settle();
  }

  /// The ids of what went.
  private List<String> forget(Target target) {
    var erasure = desk.memory.forget("acme", target, false, "ana");
    var ids = new ArrayList<String>();
    erasure.facts().forEach(entry -> ids.add(entry.id()));
    erasure.messages().forEach(entry -> ids.add(entry.id()));
    return ids;
  }

  private List<String> found(String text) {
    var now = desk.clock.instant();
    return desk
        .memory
        .search(new Search(Selection.recallable(Desk.ANA, now), text, 10, 0, now))
        .stream()
        .map(found -> found.entry().text())
        .toList();
  }
}
