package dev.steward.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialogueTest {
  private final House house = House.furnished();

  @Test
  void anAnswerCompletesWhatWasAskedAbout() {
    assertThat(house.say("Set up a meeting with Mary tomorrow at 7").text())
        .startsWith("Do you mean 7:00 or 19:00?");
    house.say("19:00");
    assertThat(house.effects())
        .containsExactly("create Meeting with Mary | 2026-11-25T19:00 | 30 | Mary");
  }

  @Test
  void theHalfOfTheDayIsAnAnswerToo() {
    house.say("Set up a meeting with Mary tomorrow at 7");
    house.say("in the evening");
    assertThat(house.effects())
        .containsExactly("create Meeting with Mary | 2026-11-25T19:00 | 30 | Mary");
  }

  @Test
  void severalQuestionsAreAnsweredOneAfterTheOther() {
    house.event("s1", "Lunch with John Smith", "2026-12-10T12:00", 60, List.of("John Smith"), "");
    house.event("s2", "Lunch with John Doe", "2026-12-11T12:00", 60, List.of("John Doe"), "");
    assertThat(house.say("Book a call with John tomorrow at 8").text())
        .contains("John Smith")
        .contains("John Doe");
    assertThat(house.say("John Doe").text()).contains("8:00 or 20:00");
    house.say("8:00");
    assertThat(house.effects())
        .containsExactly("create Call with John Doe | 2026-11-25T08:00 | 30 | John Doe");
  }

  @Test
  void aMissingPersonIsAskedForAndTaken() {
    assertThat(house.say("Set up a meeting tomorrow at 10").text()).contains("With whom");
    house.say("Mary");
    assertThat(house.effects())
        .containsExactly("create Meeting with Mary | 2026-11-25T10:00 | 30 | Mary");
  }

  @Test
  void aClashIsToldAndBookedOnlyOnYes() {
    assertThat(house.say("Book a call with John on Friday at 3pm").text())
        .contains("would overlap with “Demo with Acme”");
    assertThat(house.effects()).isEmpty();
    house.say("book it anyway");
    assertThat(house.effects())
        .containsExactly("create Call with John | 2026-11-27T15:00 | 30 | John");
  }

  @Test
  void anotherTimeAvoidsTheClash() {
    house.say("Book a call with John on Friday at 3pm");
    house.say("4pm then");
    assertThat(house.effects())
        .containsExactly("create Call with John | 2026-11-27T16:00 | 30 | John");
  }

  @Test
  void aPassedTimeMayBeTomorrows() {
    assertThat(house.say("Set up a meeting with Mary at 9").text())
        .contains("Do you mean tomorrow");
    house.say("yes");
    assertThat(house.effects())
        .containsExactly("create Meeting with Mary | 2026-11-25T09:00 | 30 | Mary");
  }

  @Test
  void aWishWithoutAVerbIsDoneOnYes() {
    house.say("Meeting with Mary tomorrow at 10");
    house.say("yes please");
    assertThat(house.effects())
        .containsExactly("create Meeting with Mary | 2026-11-25T10:00 | 30 | Mary");
  }

  @Test
  void noLeavesEverythingAsItIs() {
    house.say("Meeting with Mary tomorrow at 10");
    house.say("no");
    house.say("yes");
    assertThat(house.effects()).isEmpty();
  }

  @Test
  void yesToNothingDoesNothing() {
    house.say("What's on my calendar on Friday?");
    assertThat(house.say("yes").text()).contains("nothing waiting");
    assertThat(house.effects()).isEmpty();
  }

  @Test
  void somethingElseIsNotTakenForTheAnswer() {
    house.say("Set up a meeting with Mary tomorrow at 7");
    assertThat(house.say("What do you know about John?").decision()).startsWith("Answered");
    assertThat(house.say("Draft an email to Mary").text())
        .startsWith("This takes a language model");
    assertThat(house.effects()).isEmpty();
  }

  @Test
  void aSeriesIsCancelledOnlyOnYes() {
    house.event(
        "w1", "Standup with Bob", "2026-11-25T09:00", 15, List.of("Bob"), "FREQ=WEEKLY;BYDAY=WE");
    assertThat(house.say("Cancel my standup with Bob").text()).contains("is a series");
    assertThat(house.effects()).isEmpty();
    house.say("yes");
    assertThat(house.effects()).containsExactly("cancel w1");
  }

  @Test
  void yesToASeriesIsNotYesToAClash() {
    house.event(
        "w1", "Standup with Bob", "2026-11-25T09:00", 15, List.of("Bob"), "FREQ=WEEKLY;BYDAY=WE");
    house.say("Move my standup with Bob to Friday at 15:00");
    assertThat(house.say("yes").text()).contains("would overlap");
    assertThat(house.effects()).isEmpty();
    house.say("move it anyway");
    assertThat(house.effects()).containsExactly("move w1 | 2026-11-27T15:00 | 15");
  }

  @Test
  void ofSeveralMeetingsTheDayTellsWhich() {
    house.event("m2", "Call with Mary", "2026-12-03T11:00", 30, List.of("Mary"), "");
    assertThat(house.say("Cancel the call with Mary").text()).contains("Which one");
    house.say("the one on 3 December");
    assertThat(house.effects()).containsExactly("cancel m2");
  }

  @Test
  void forgettingAllOfSomethingTakesAYes() {
    house.fact("f8", "user", "fact", "Acme pays late");
    assertThat(house.say("Forget everything about Acme").text()).startsWith("I would forget:");
    assertThat(house.effects()).isEmpty();
    house.fact("f9", "user", "fact", "Acme moved to Berlin");
    house.say("yes");
    assertThat(house.effects()).as("only what was listed").containsExactly("forget [f2, f8]");
  }

  @Test
  void itIsWhatWasSpokenOfLast() {
    house.say("What did I schedule with Mary?");
    house.say("Cancel it");
    assertThat(house.effects()).containsExactly("cancel e3");
  }

  @Test
  void whatWasJustBookedIsIt() {
    house.say("Set up a meeting with Bob tomorrow at 10");
    house.say("Move it to 11:00");
    house.say("cancel it");
    assertThat(house.effects())
        .containsExactly(
            "create Meeting with Bob | 2026-11-25T10:00 | 30 | Bob",
            "move n1 | 2026-11-25T11:00 | 30",
            "cancel n1");
    assertThat(house.say("cancel it").text()).contains("cancelled already");
  }
}
