package dev.steward.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.agent.Source;
import dev.steward.core.routing.Understood;
import dev.steward.core.routing.Understood.Wish;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalWorkerTest {
  @Test
  void aDaysWorkWithoutAModel() {
    var house = new House(House.TUESDAY);
    assertThat(house.say("John prefers morning meetings between 9am and 11am").decision())
        .isEqualTo("Remembered: John prefers morning meetings between 9am and 11am");
    house.fact("f1", "user", "preference", "John prefers morning meetings between 9am and 11am");

    var booked = house.say("Set up a meeting with John about the website on Monday");
    assertThat(booked.text())
        .contains(
            "Booked “Meeting with John about the website” on Monday 30 November 2026, 9:00–9:30, Europe/Berlin.")
        .contains(
            "Assumed: 30 minutes; the first free slot; “John prefers morning meetings between 9am and 11am”.")
        .contains("“move it to Tuesday 10:00” or “cancel it”");
    assertThat(booked.decision())
        .isEqualTo(
            "Booked 'Meeting with John about the website' on Monday 30 November 2026, 9:00–9:30");
    assertThat(booked.subject()).isEqualTo("event:n1");
    assertThat(booked.sources()).extracting(Source::type).containsExactly("event", "fact");

    house.later(Duration.ofDays(1));
    var listed = house.say("What did I schedule with John?");
    assertThat(listed.text())
        .contains("“Meeting with John about the website” on Monday 30 November 2026");
    assertThat(listed.subject()).isEqualTo("event:n1");
    assertThat(listed.sources()).singleElement().extracting(Source::message).isEqualTo("m-n1");

    assertThat(house.say("Move it to Tuesday 10:00").text())
        .startsWith(
            "Moved “Meeting with John about the website” from Monday 30 November 2026, 9:00–9:30 to Tuesday 1 December 2026, 10:00–10:30, Europe/Berlin.");
    assertThat(house.say("Cancel it").text())
        .startsWith("Cancelled “Meeting with John about the website”");
    assertThat(house.say("Draft an email to John about the meeting schedule").text())
        .isEqualTo(
            "This takes a language model, and none is configured for it. Set ANTHROPIC_API_KEY.");
  }

  @Test
  void answersQuoteWhatWasSaid() {
    var answer = House.furnished().say("What do you know about John?");
    assertThat(answer.text())
        .contains(
            "You said on Monday 23 November 2026: “John prefers morning meetings between 9am and 11am”")
        .contains("In your calendar: “Meeting with John about the website”");
    assertThat(answer.sources()).extracting(Source::id).containsExactly("f1", "e1");
  }

  @Test
  void theOrganisationsPoliciesAreToldAsTheirs() {
    assertThat(House.furnished().say("How do I handle budget requests?").text())
        .contains("Budget approvals require finance team confirmation (organisation policy)");
  }

  @Test
  void aQuestionWithoutAnAnswerIsAnsweredSo() {
    assertThat(House.furnished().say("What do you know about Zebra Ltd?").text())
        .isEqualTo("I know nothing about “Zebra Ltd”.");
    assertThat(House.furnished().say("What is the capital of France?").text())
        .contains("it takes a language model. Set ANTHROPIC_API_KEY.");
  }

  @Test
  void anotherZoneIsShownBesideTheirOwn() {
    assertThat(House.furnished().say("Book a call with John at 10am EST tomorrow").text())
        .contains(
            "10:00–10:30, America/New_York (Wednesday 25 November 2026, 16:00–16:30, Europe/Berlin)");
  }

  @Test
  void aMisspeltNameIsToldAsItWasTaken() {
    assertThat(House.furnished().say("Set up a call with Jhon on Friday at 11").text())
        .contains("by “Jhon” you mean John");
  }

  @Test
  void aNameThatFitsTwoIsAsked() {
    var house = House.furnished();
    house.fact("f8", "user", "fact", "John Smith is our lawyer");
    house.fact("f9", "user", "fact", "John Doe is our accountant");
    assertThat(house.say("Set up a call with John on Friday at 11").text())
        .startsWith("Whom do you mean by “John”: John Smith or John Doe?");
    assertThat(house.effects()).isEmpty();
  }

  @Test
  void aMisspeltNameBetweenTwoIsAsked() {
    var house = House.furnished();
    house.event("x", "Lunch with Jon", "2026-12-09T12:00", 30, List.of("Jon"), "");
    assertThat(house.say("Set up a call with Jhon on Friday at 11").text()).contains("John or Jon");
    assertThat(house.effects()).isEmpty();
  }

  @Test
  void aTimeThatTheClocksSkipIsNotBooked() {
    var house = House.furnished();
    assertThat(house.say("Book a call with John on 28 March 2027 at 2:30am").text())
        .contains("does not exist");
    assertThat(house.effects()).isEmpty();
  }

  @Test
  void withNothingSpokenOfItIsAsked() {
    var house = new House(House.TUESDAY);
    house.event("e1", "Meeting with John", "2026-11-30T09:00", 30, List.of("John"), "");
    assertThat(house.say("Cancel it").text()).startsWith("I don't know which meeting you mean.");
    assertThat(house.effects()).isEmpty();
  }

  @Test
  void whatIsOverIsNotCancelled() {
    var house = House.furnished();
    house.later(Duration.ofDays(20));
    assertThat(house.say("Cancel it").text()).contains("is over");
    assertThat(house.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "John prefers mornings | remember",
        "What do you know about John? | ask_memory",
        "Set up a meeting with John at 7 | schedule_meeting",
        "Move it to Tuesday | move_meeting",
        "Cancel it | cancel_meeting",
        "What's on tomorrow? | list_meetings",
        "Forget that John prefers tea | forget",
        "How much did we spend? | report_costs",
        "help | help",
        "hello | smalltalk",
        "Draft an email | none",
        "What is the capital of France? | none",
        "Don't cancel it | none",
        "Cancel it and draft an email to John | none",
        "'' | none"
      })
  void tellsTheKindOfWhatNeedsNoModel(String text, String kind) {
    assertThat(new Understanding().kind(text).map(Understood::kind).orElse("none")).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u0000\u0007",
        "\u202e\u202d\u200f",
        "🙂🙃",
        "....",
        "'",
        "\"",
        "\"\"",
        "1",
        "$$$",
        "\n\n\n",
        "​"
      })
  void whatSaysNothingDoesNothing(String text) {
    var house = House.furnished();
    assertThat(house.say(text).text()).isNotEmpty();
    assertThat(house.effects()).isEmpty();
  }

  @Test
  @Timeout(20)
  void hostileTextsDoNothingAndTakeNoTime() {
    for (var piece :
        List.of(
            "cancel ",
            "cancel it ",
            "cancel cancel it and ",
            "move it to Tuesday 10:00. ",
            "book a meeting with John ",
            "'",
            "\"(",
            "John and ",
            "every ",
            "10:00-",
            "a.b@",
            "\u202ecancel\u202c ",
            "🙂cancel",
            "\u0000cancel it",
            "don't ",
            "tomorrow ",
            "remember ",
            "with with ",
            "-",
            "next next ")) {
      var house = House.furnished();
      house.say(piece.repeat(10_000 / piece.length() + 1));
      assertThat(house.effects()).as(piece).isEmpty();
    }
  }

  @Test
  void marksOfDirectionDoNotHideAWish() {
    assertThat(House.outcome("\u202ecancel it\u202c")).isEqualTo("cancel e1");
    assertThat(House.outcome("can\u200bcel it")).isEqualTo("cancel e1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Remember that John prefers mornings | ASKED_FOR",
        "Our policy: invoices are paid within 14 days | ASKED_FOR",
        "Cancel my meeting with John | ASKED_FOR",
        "Book a call with John tomorrow at 10 | LIKELY",
        "John prefers mornings | NONE",
        "What did I agree with John? | NONE"
      })
  void tellsWhatIsAskedForFromWhatIsOnlySaid(String text, Wish wish) {
    assertThat(new Understanding().kind(text)).map(Understood::wish).contains(wish);
  }

  @Test
  void nothingThatIsUnderstoodDependsOnTheClockOfTheMachine() {
    var now = ZonedDateTime.of(2026, 11, 24, 9, 30, 0, 0, ZoneOffset.UTC);
    var understanding = new Understanding();
    assertThat(understanding.understand("Book a call with John tomorrow at 10", now))
        .isInstanceOf(Intent.Schedule.class);
  }
}
