package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Target;
import dev.steward.core.turn.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A day's work without any model, and the memory of it the next day.
class StoryTest {
  @TempDir private Path folder;
  private House house;

  @BeforeEach
  void anaSaysWhatJohnPrefersAndBooksAMeeting() {
    house = new House(folder);
    house.say("ana", "John prefers morning meetings between 9am and 11am");
    house.say("ana", "Set up a meeting with John about the website on Monday");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theMeetingIsPutIntoAFreeSlotThatThePreferenceAllows() {
    house.clock.advance(Duration.ofMinutes(1));
    var second = house.say("ana", "Set up a meeting with John about the budget on Monday");
    assertThat(second)
        .contains("Monday 30 November 2026, 9:30–10:00")
        .contains("John prefers morning meetings")
        .contains("To change it");
  }

  @Test
  void theNextDayTheMeetingIsToldWithTheMessageItCameFrom() {
    house.reopenAfter(Duration.ofDays(1));
    var told = house.turn("ana", "What did I schedule with John?");
    assertThat(told.result())
        .contains("Monday 30 November 2026, 9:00–9:30")
        .contains("Set up a meeting with John about the website on Monday");
    assertThat(told.sources()).extracting(source -> source.type()).contains("event");
  }

  @Test
  void theNextDayItMeansTheMeetingThatWasJustTold() {
    house.reopenAfter(Duration.ofDays(1));
    house.say("ana", "What did I schedule with John?");
    house.reopenAfter(Duration.ofMinutes(5));
    assertThat(house.say("ana", "Move it to Tuesday 10:00")).contains("10:00–10:30");
    house.reopenAfter(Duration.ofMinutes(5));
    assertThat(house.say("ana", "Cancel it")).startsWith("Cancelled");
    assertThat(house.say("ana", "What did I schedule with John?")).contains("nothing");
  }

  @Test
  void anExpiredSessionLeavesNothingThatItCouldMean() {
    house.reopenAfter(Duration.ofHours(9));
    var answer = house.say("ana", "Cancel it");
    assertThat(answer).doesNotStartWith("Cancelled");
    assertThat(house.say("ana", "What did I schedule with John?")).contains("30 November");
  }

  @Test
  void anotherUserSeesNothingOfIt() {
    assertThat(house.say("bob", "What did I schedule with John?")).doesNotContain("website");
    assertThat(house.steward().memories("bob"))
        .extracting(Fact::text)
        .noneMatch(text -> text.contains("website") || text.contains("morning meetings"));
    assertThat(house.say("bob", "Cancel it")).doesNotStartWith("Cancelled");
    assertThat(house.say("ana", "What did I schedule with John?")).contains("website");
  }

  @Test
  void aTaskThatNeedsAModelSaysSoAndHowToConfigureOne() {
    var turn = house.turn("ana", "Draft an email to John about the meeting schedule");
    assertThat(turn.result()).contains("model").contains("DEEPSEEK_API_KEY").contains("doctor");
    assertThat(turn.taskType()).isEqualTo("draft");
    assertThat(turn.kind()).isEqualTo("draft_email");
    assertThat(turn.agent()).isEqualTo("outreach_qa");
  }

  @Test
  void everybodyRecallsThePoliciesOfTheOrganisation() {
    for (var user : new String[] {"ana", "bob"}) {
      assertThat(house.say(user, "How do I handle budget requests?"))
          .contains("Budget approvals require finance team confirmation");
    }
    assertThat(house.steward().memories("bob"))
        .filteredOn(fact -> fact.layer() == Layer.ORGANISATION)
        .extracting(Fact::id)
        .containsExactlyInAnyOrder("org_rule_0", "org_rule_1", "org_rule_2", "org_rule_3");
  }

  @Test
  void slotsObeyTheOrganisationUnlessTheUserPrefersOtherwise() {
    house.say("bob", "Set up a meeting with Mary tomorrow");
    assertThat(house.say("bob", "Set up a meeting with Mary tomorrow afternoon"))
        .contains("14:00–14:30");
    house.steward().addUserPreference("cid", "I prefer meetings between 11:30 and 12:30");
    assertThat(house.say("cid", "Set up a meeting with Mary tomorrow")).contains("11:30–12:00");
  }

  @Test
  void everyTurnLeavesItsOutcomeInTheSession() {
    assertThat(house.steward().memories("ana"))
        .filteredOn(fact -> fact.layer() == Layer.SESSION)
        .allSatisfy(fact -> {
          assertThat(fact.text()).startsWith("Decision made: ").contains("cost $0.00");
          assertThat(fact.author()).isEqualTo("local");
          assertThat(fact.kind()).isEqualTo(Fact.Kind.DECISION);
        })
        .hasSize(2);
  }

  @Test
  void aPolicyThatIsChangedInTheSettingsIsChangedForEverybody() {
    house.reopenWith(yaml ->
        yaml.replace(
            "Budget approvals require finance team confirmation",
            "Budgets above $500 need the owner"));
    assertThat(house.say("bob", "How do I handle budget requests?"))
        .contains("Budgets above $500 need the owner")
        .doesNotContain("finance team");
  }

  @Test
  void aSecretIsMaskedEverywhereAndThePersonIsTold() {
    var key = "sk-" + "ant-" + "abcdefghijklmnop1234567890";
    var turn = house.turn("ana", "Remember that the mail account key is " + key);
    assertThat(turn.status()).isEqualTo(Turn.Status.DONE);
    assertThat(turn.result()).contains("masked").doesNotContain(key);
    assertThat(turn.input()).doesNotContain(key);
    assertThat(house.steward().memories("ana"))
        .extracting(Fact::text)
        .noneMatch(t -> t.contains(key));
  }

  @Test
  void whatIsForgottenIsInNoRecordOfATurnEither() throws IOException {
    var secretive = "Remember that the heirloom tulip bulbs are in the zinc bucket";
    house.say("ana", secretive);
    var memory = house.steward().memory();
    var fact =
        house.steward().memories("ana").stream()
            .filter(each -> each.layer() == Layer.USER && each.text().contains("tulip"))
            .findFirst()
            .orElseThrow();

    var erasure = memory.forget(House.OWNER, new Target.Ids(Set.of(fact.id())), false, "ana");

    assertThat(erasure.runs()).isPositive();
    assertThat(house.steward().turns(House.OWNER, "ana", "", 10))
        .extracting(Turn::input)
        .doesNotContain(secretive);
    house.reopenAfter(Duration.ZERO);
    try (var files = Files.list(folder)) {
      for (var file : files.filter(StoryTest::isOfRows).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("tulip");
      }
    }
  }

  /// The database with its log.
  private static boolean isOfRows(Path file) {
    return file.getFileName().toString().startsWith("steward.db");
  }
}
