package dev.steward.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Unembedded;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnembeddedTest {
  private static final Message YES =
      new Message(
          "m",
          new Scope("acme", "ana", "s"),
          Message.Role.USER,
          "ana",
          "web",
          "t",
          Trust.OWNER,
          Labels.NONE,
          "Yes, do",
          Instant.EPOCH);

  @Test
  void aMessageIsEmbeddedAfterWhatItAnswers() {
    assertThat(new Unembedded(YES, "bob: Shall I book it?").passage())
        .isEqualTo("bob: Shall I book it? ana: Yes, do");
  }

  @Test
  void aLongTextBeforeItCountsByItsEndAlone() {
    var report = "The report says much. ".repeat(500) + "Shall I book it?";

    var passage = new Unembedded(YES, report).passage();

    assertThat(passage).startsWith("much. The report").endsWith("Shall I book it? ana: Yes, do");
    assertThat(passage).hasSizeLessThan(220);
  }

  @Test
  void nothingIsBeforeTheFirstMessage() {
    assertThat(new Unembedded(YES, "").passage()).isEqualTo("ana: Yes, do");
  }
}
