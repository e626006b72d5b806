package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.routing.Router;
import dev.steward.core.turn.Turn;
import dev.steward.testkit.ScriptedModel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages that ask for several things at once.
class SeveralTasksTest {
  private static final String MAIL = "Write a mail to Eve about the delay";
  private static final String BOTH = MAIL + " and book a call with Tom on Monday at 10";

  @TempDir private Path folder;

  private final ScriptedModel haiku = new ScriptedModel("claude-haiku-5-5");

  @Test
  void eachTaskGoesToItsAgentAndOneAnswerHasAll() {
    try (var house = new House(folder, haiku)) {
      var routes = house.steward().routes();
      routes.correct(House.OWNER, "ana", "", MAIL, "draft_email");
      haiku.then(ScriptedModel.says("Dear Eve, we are late."));

      var turn = house.turn("ana", BOTH);

      assertThat(turn.status()).isEqualTo(Turn.Status.DONE);
      assertThat(turn.result())
          .contains("1. " + MAIL + " (outreach_qa)", "Dear Eve, we are late.")
          .contains("2. book a call with Tom on Monday at 10 (local)", "Booked");
      assertThat(turn.usage()).isEqualTo(ScriptedModel.USAGE);
      assertThat(routes.routed(House.OWNER, turn.id()))
          .extracting(Router.Part::text)
          .containsExactly(MAIL, "book a call with Tom on Monday at 10");
      assertThat(haiku.prompts()).hasSize(1);

      house.reopenAfter(Duration.ofHours(1));
      assertThat(house.say("ana", "What did I schedule with Tom?")).contains("10:00");
      assertThat(house.steward().routes().routed(House.OWNER, turn.id())).hasSize(2);
    }
  }

  @Test
  void whereATaskIsNotSureTheMessageStaysOne() {
    try (var house = new House(folder, haiku)) {
      haiku.then(ScriptedModel.says("{\"kind\": \"draft_email\"}"));
      haiku.then(ScriptedModel.says("Dear Eve, we are late."));

      var turn =
          house.turn("ana", "Write something for Eve and prepare it, and book a call with Tom");

      assertThat(turn.result()).doesNotContain("1. ");
    }
  }
}
