package dev.steward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Kind;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Trust;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is understood without a model. Ana speaks, on Monday 4 May 2026.
class RulesTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // what is asked to be kept
        "Remember that John prefers mornings | John prefers mornings | PREFERENCE",
        "Note: the gate code is 4711 | The gate code is 4711 | FACT",
        "FYI the printer is on floor 2 | The printer is on floor 2 | FACT",
        "Please note that we close at noon | We close at noon | FACT",
        // of whoever speaks
        "I prefer aisle seats | Ana prefers aisle seats | PREFERENCE",
        "I'm allergic to nuts | Ana is allergic to nuts | PREFERENCE",
        "My favourite colour is blue | Ana's favourite colour is blue | PREFERENCE",
        "I've moved to Berlin | Ana has moved to Berlin | FACT",
        "I don't eat meat | Ana doesn't eat meat | FACT",
        // preferences, rules, decisions
        "John likes short emails | John likes short emails | PREFERENCE",
        "Always copy Maria on offers | Always copy Maria on offers | PREFERENCE",
        "We decided to hire a designer | We decided to hire a designer | DECISION",
        "It was agreed that Bob leads | It was agreed that Bob leads | DECISION",
        // what somebody will do
        "I'll send Bob the offer | Ana will send Bob the offer | COMMITMENT",
        "We will deliver the desks | We will deliver the desks | COMMITMENT",
        // people, places, numbers
        "John is our accountant | John is our accountant | FACT",
        "Ana's birthday is on May 3 | Ana's birthday is on May 3 | FACT",
        "Acme's address is Oak Street 5 | Acme's address is Oak Street 5 | FACT",
        "budget cap: 700 | Budget cap: 700 | FACT",
        "Meeting with John on May 12 | Meeting with John on May 12 | FACT",
        // changes
        "Bob moved from Paris to Berlin | Bob moved from Paris to Berlin | FACT",
        "We no longer use Slack | We no longer use Slack | FACT",
        "We use Teams instead of Slack | We use Teams instead of Slack | FACT",
      })
  void aStatementIsAFact(String said, String fact, Kind kind) {
    desk.says(said);

    assertThat(desk.facts(Standing.ACTIVE))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.text()).isEqualTo(fact);
          assertThat(found.kind()).isEqualTo(kind);
          assertThat(found.author()).isEqualTo("Ana");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hi there!",
        "Thanks a lot",
        "ok",
        "What is the budget limit?",
        "Is John our accountant?",
        "Book a meeting with John tomorrow at 10",
        "Send Bob the offer",
        "Can you draft a mail to Acme",
        "I'm tired",
        "How do I handle budget requests",
        "It is too late",
        "That's great",
        "lol",
        "...",
        "🎉🎉🎉",
        "Please help me with this",
        "Show me my calendar",
        "Good morning Steward",
      })
  void whatIsNoStatementIsNoFact(String said) {
    desk.says(said);

    assertThat(desk.facts(Standing.values())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I'll send the report by Friday | Ana will send the report by Friday (8 May 2026)",
        "John comes tomorrow | John comes tomorrow (5 May 2026)",
        "The fair opens next week | The fair opens next week (11 May 2026 to 17 May 2026)",
        "Bob left two weeks ago | Bob left two weeks ago (20 April 2026)",
        "The audit starts in 3 days | The audit starts in 3 days (7 May 2026)",
        "The meeting is on Mondays | The meeting is on Mondays",
      })
  void aDayIsNamedInFull(String said, String fact) {
    desk.says(said);

    assertThat(desk.facts()).containsExactly(fact);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "From 1 June 2026 the limit is $700 | 2026-06-01T00:00:00Z",
        "Starting next Monday the shop opens at 10:00 | 2026-05-11T00:00:00Z",
        "The limit is $700 effective June 1 | 2026-06-01T00:00:00Z",
        "The limit is $700 as of 2026-07-15 | 2026-07-15T00:00:00Z",
        "The shop is open from Monday to Friday | 2026-05-04T12:01:00Z",
        "The limit is $700 | 2026-05-04T12:01:00Z",
      })
  void aFactHoldsFromTheDayThatItNames(String said, Instant from) {
    desk.says(said);

    assertThat(desk.facts(Standing.ACTIVE).getFirst().validity().validFrom()).isEqualTo(from);
  }

  @Test
  void eachSentenceIsAFactThatCitesItsPlace() {
    var text = "Hi! John prefers mornings. What about you? The gate code is 4711; Bob has the key.";
    var added = desk.says(text);

    assertThat(desk.facts())
        .containsExactlyInAnyOrder(
            "John prefers mornings.", "The gate code is 4711", "Bob has the key.");
    var cited = desk.fact("John prefers mornings.").origin().citations().getFirst();
    assertThat(cited.source()).isEqualTo(added.messages().getFirst());
    assertThat(text.substring(cited.start(), cited.end())).isEqualTo("John prefers mornings.");
  }

  @Test
  void aSentenceThatLeansOnTheOneBeforeStaysWithIt() {
    desk.says("We used to meet on Mondays. Now it's Tuesdays.");

    assertThat(desk.facts()).containsExactly("We used to meet on Mondays. Now it's Tuesdays.");
  }

  @Test
  void aMailIsHeardWithItsTrustAndItsSender() {
    desk.hears(Trust.EXTERNAL, "Our new address is Elm Road 12. I like blue boxes.");

    assertThat(desk.facts(Standing.ACTIVE))
        .hasSize(2)
        .allSatisfy(fact -> {
          assertThat(fact.author()).isEqualTo("x@mail.example");
          assertThat(fact.origin().trust()).isEqualTo(Trust.EXTERNAL);
          assertThat(fact.kind()).isEqualTo(Kind.FACT);
        });
  }

  @Test
  void aThousandSentencesGiveThirtyFactsAtMost() {
    var text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append("Room ").append(i).append(" has ").append(i + 3).append(" seats. ");
    }
    desk.memory.add(
        Desk.addition("", Addition.Mode.EXTRACT, List.of(desk.said(text.toString(), Trust.OWNER))));
    desk.memory.settle();

    assertThat(desk.facts(Standing.values())).hasSize(30);
  }

  @Test
  void subjectsAreNamedSoThatTheyCanBeAskedFor() {
    desk.says("The budget limit is $500");

    Fact fact = desk.facts(Standing.ACTIVE).getFirst();
    assertThat(fact.subject()).isEqualTo("budget limit");
    assertThat(fact.claim().predicate()).isEqualTo("amount");
    assertThat(desk.store.about(fact.scope(), fact.layer(), "budget limit", 5)).hasSize(1);
  }
}
