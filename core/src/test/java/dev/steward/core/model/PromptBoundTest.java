package dev.steward.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.run.Effect;
import dev.steward.core.text.Utf8;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptBoundTest {
  private static final Schema.Struct SHAPE =
      new Schema.Struct(
          "a \"slot\"", List.of(Schema.required("person", new Schema.Text("with whom 👋"))));

  private static Prompt prompt(List<ChatMessage> messages) {
    return new Prompt("", messages, List.of(), List.of(), Prompt.Options.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "Grüße",
        "你好",
        "👋🏽 and half: \ud83d",
        "\udc4b\ud83d",
        "مرحبا",
        "\u0000\u007f\u0080\u07ff\u0800\uffff"
      })
  void lengthsAreThoseOfUtf8(String text) {
    // Java writes one question mark where half a pair is; others write three bytes.
    var bytes =
        text.replaceAll(
                "(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])", "\ufffd")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(Utf8.length(text)).isEqualTo(bytes.length);
  }

  @Test
  void everyPartOfAPromptCountsByItsBytes() {
    var nothing = PromptBound.tokens(prompt(List.of()));
    var user = PromptBound.tokens(prompt(List.of(new ChatMessage.User("你好"))));
    var said =
        PromptBound.tokens(
            prompt(
                List.of(
                    new ChatMessage.Assistant(
                        "Well",
                        List.of(new ToolCall("c1", "find", Map.of("person", List.of("Jo", 1L)))),
                        Map.of("anthropic", "[{\"thinking\":\"hm\"}]")))));
    var output =
        PromptBound.tokens(
            prompt(List.of(new ChatMessage.ToolOutput("c1", "find", "Monday", true))));
    var tool =
        PromptBound.tokens(
            new Prompt(
                "",
                List.of(),
                List.of(new ToolSpec("find", "Finds.", SHAPE, Effect.PURE)),
                List.of(),
                Prompt.Options.DEFAULTS));
    var shape =
        PromptBound.tokens(
            new Prompt("", List.of(), List.of(), List.of(SHAPE), Prompt.Options.DEFAULTS));

    assertThat(user - nothing).isGreaterThanOrEqualTo(6);
    assertThat(said - nothing)
        .isGreaterThanOrEqualTo(
            "Well c1 find {\"person\":[\"Jo\",1]} [{\"thinking\":\"hm\"}]".length());
    assertThat(output - nothing).isGreaterThanOrEqualTo("c1 find Monday".length());
    assertThat(tool - nothing).isGreaterThan(1_000);
    assertThat(shape - nothing).isGreaterThanOrEqualTo(Utf8.length(SHAPE.toJson().toString()) + 20);
  }

  @Test
  void aTextIsNeverTakenForFewerTokensThanItHasBytes() {
    var hostile = "\u0001\"\\".repeat(10_000) + "𒀀".repeat(10_000);
    var bytes = hostile.getBytes(StandardCharsets.UTF_8).length;

    assertThat(PromptBound.tokens(prompt(List.of(new ChatMessage.User(hostile)))))
        .isGreaterThanOrEqualTo(bytes);
  }
}
