package dev.steward.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Unembedded;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnembeddedTest {
  private static final Message YES = message(Message.Role.USER, "ana", "Yes, do");

  private static Message message(Message.Role role, String speaker, String text) {
    return new Message(
        "m",
        new Scope("acme", "ana", "s"),
        role,
        speaker,
        "web",
        "t",
        Trust.OWNER,
        Labels.NONE,
        text,
        Instant.EPOCH);
  }

  @Test
  void aMessageIsEmbeddedAfterWhatItAnswers() {
    assertThat(new Unembedded(YES, "bob: Shall I book it?", "").passage())
        .isEqualTo("bob: Shall I book it? ana: Yes, do");
  }

  @Test
  void aLongTextBeforeItCountsByItsEndAlone() {
    var report = "The report says much. ".repeat(500) + "Shall I book it?";

    var passage = new Unembedded(YES, report, "").passage();

    assertThat(passage).startsWith("much. The report").endsWith("Shall I book it? ana: Yes, do");
    assertThat(passage).hasSizeLessThan(220);
  }

  @Test
  void aShortMessageAndItsShortReplyAreOneText() {
    var reply = message(Message.Role.ASSISTANT, "ops", "Booked for ten.");

    assertThat(new Unembedded(YES, "ops: Shall I book it?", reply.spoken()).passage())
        .isEqualTo("ana: Yes, do ops: Booked for ten.")
        .isEqualTo(new Unembedded(reply, YES.spoken(), "").passage());
  }

  @Test
  void aLongReplyLeavesTheMessageItsOwnMeaning() {
    var before = "ops: Shall I book it?";

    assertThat(new Unembedded(YES, before, "ops: " + "long ".repeat(50)).passage())
        .isEqualTo("ops: Shall I book it? ana: Yes, do");
    var wordy = message(Message.Role.USER, "ana", "please ".repeat(50));
    assertThat(new Unembedded(wordy, "", "ops: Booked.").passage()).isEqualTo(wordy.spoken());
  }

  @Test
  void nothingIsBeforeTheFirstMessage() {
    assertThat(new Unembedded(YES, "", "").passage()).isEqualTo("ana: Yes, do");
  }
}
