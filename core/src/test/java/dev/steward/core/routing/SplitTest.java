package dev.steward.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Draft a mail to Ana about the delay and book a call with Tom on Monday"
            + "|Draft a mail to Ana about the delay|book a call with Tom on Monday",
        "Please summarise the report, then translate the flyer into French."
            + "|Please summarise the report|translate the flyer into French.",
        "Write an invoice for Kowalski. Cancel the meeting with John!"
            + "|Write an invoice for Kowalski|Cancel the meeting with John!",
        "Schreib eine Mail an Frau Lang und buche einen Termin am Montag"
            + "|Schreib eine Mail an Frau Lang|buche einen Termin am Montag",
        "Rédige un mail au comptable et annule la réunion de jeudi"
            + "|Rédige un mail au comptable|annule la réunion de jeudi"
      })
  void cutsBeforeASecondOrder(String text, String first, String second) {
    assertThat(Split.parts(text)).containsExactly(first, second);
  }

  @Test
  void cutsThreeOrders() {
    assertThat(
            Split.parts(
                "Find the number of the plumber, write a note to Luis, and book the van on Friday"))
        .containsExactly(
            "Find the number of the plumber", "write a note to Luis", "book the van on Friday");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "🙂",
        "Draft a mail to Ana",
        "Write about salt and pepper in the kitchen",
        "Draft the mail and translate it into French",
        "Draft the mail and send them the price list",
        "Write a post about how to plan and book a holiday trip",
        "What did we decide, and book a call with Tom on Monday",
        "We deliver on Monday and book calls by mail only",
        "Proofread: \"Draft the mail and book the call with Tom\"",
        "Summarise this:\nDraft the mail and book the call with Tom",
        "Draft a mail and book",
        "Check the oven, book the van now, plan the move now, write the note now, find the key now"
      })
  void leavesTheRestAlone(String text) {
    assertThat(Split.parts(text)).isEmpty();
  }

  @Test
  void leavesALongTextAlone() {
    assertThat(Split.parts("Draft a mail to Ana and book a call with Tom " + "x".repeat(400)))
        .isEmpty();
  }
}
