package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Desk.Task;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.ScriptedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedAnswerTest {
  @TempDir private Path folder;

  @Test
  void whoeverFollowsATurnSeesTheAnswerAndNotWhatTheClassifierWrote() {
    var model =
        new ScriptedModel("deepseek-flash")
            .then(ScriptedModel.says("{\"kind\": \"other\"}"))
            .then(ScriptedModel.says("The blue one, since it is cheaper."));
    try (var house = new House(folder, model)) {
      var heard = new ArrayList<String>();

      var turn =
          house
              .steward()
              .process(
                  House.OWNER,
                  Task.of("ana", "Frobnicate the quux of both"),
                  event -> {
                    if (event instanceof TurnEvent.Text(var _, var text)) {
                      heard.add(text);
                    }
                  });

      assertThat(turn.kind()).isEqualTo("other");
      assertThat(String.join("", heard)).isEqualTo("The blue one, since it is cheaper.");
    }
  }
}
