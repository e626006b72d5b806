package dev.steward.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.Capabilities;
import dev.steward.models.chat.Exchange;
import dev.steward.models.chat.Json;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/// OpenAI and whoever speaks like it count cached tokens inside `prompt_tokens`.
class OpenAiUsageTest {
  private final OpenAiAnswer answer =
      new OpenAiAnswer(
          "openai",
          Capabilities.of("openai", "gpt-5.2"),
          new Exchange(
                  ModelOptions.of(
                      Provider.named("deepseek").orElseThrow(), "deepseek-flash", ApiKey.NONE),
                  Clock.systemUTC())
              .failures());

  private Usage usage(String report) {
    answer.accept(Json.object("{\"choices\":[],\"usage\":" + report + "}").orElseThrow());
    return answer.usage();
  }

  @Test
  void cachedTokensAreTakenOutOfThePrompt() {
    assertThat(
            usage(
                """
                {"prompt_tokens":262960,"completion_tokens":1744,
                 "prompt_tokens_details":{"cached_tokens":257955}}
                """))
        .isEqualTo(new Usage(5_005, 257_955, 0, 0, 1_744, 0));
  }

  @Test
  void deepSeeksOwnCountOfHitsIsBelieved() {
    assertThat(
            usage(
                """
                {"prompt_tokens":10000,"completion_tokens":500,"total_tokens":10500,
                 "prompt_cache_hit_tokens":9000,"prompt_cache_miss_tokens":1000,
                 "prompt_tokens_details":{"cached_tokens":0},
                 "completion_tokens_details":{"reasoning_tokens":120}}
                """))
        .isEqualTo(new Usage(1_000, 9_000, 0, 0, 500, 120));
  }

  @Test
  void writtenTokensAreTakenOutOfThePromptToo() {
    assertThat(
            usage(
                """
                {"prompt_tokens":100,"completion_tokens":1,
                 "prompt_tokens_details":{"cached_tokens":30,"cache_write_tokens":50}}
                """))
        .isEqualTo(new Usage(20, 30, 50, 0, 1, 0));
  }

  @Test
  void noMoreCanBeCachedThanThereWas() {
    assertThat(
            usage(
                """
                {"prompt_tokens":100,"completion_tokens":1,
                 "prompt_tokens_details":{"cached_tokens":300,"cache_write_tokens":50}}
                """))
        .isEqualTo(new Usage(0, 100, 0, 0, 1, 0));
  }

  @Test
  void thinkingIsInsideTheOutputUnlessTheTotalSaysOtherwise() {
    assertThat(
            usage(
                """
                {"prompt_tokens":10,"completion_tokens":50,"total_tokens":60,
                 "completion_tokens_details":{"reasoning_tokens":40}}
                """))
        .isEqualTo(new Usage(10, 0, 0, 0, 50, 40));
    assertThat(
            usage(
                """
                {"prompt_tokens":10,"completion_tokens":50,"total_tokens":100,
                 "completion_tokens_details":{"reasoning_tokens":40}}
                """))
        .isEqualTo(new Usage(10, 0, 0, 0, 90, 40));
  }

  @Test
  void theLastReportCountsAndNoneIsAddedUp() {
    usage("{\"prompt_tokens\":10,\"completion_tokens\":1}");

    assertThat(usage("{\"prompt_tokens\":10,\"completion_tokens\":7}"))
        .isEqualTo(new Usage(10, 0, 0, 0, 7, 0));
    answer.accept(Json.object("{\"choices\":[],\"usage\":null}").orElseThrow());
    assertThat(answer.usage().output()).isEqualTo(7);
  }

  @Test
  void theTierIsToldWhereThatHasAPrice() {
    answer.accept(Json.object("{\"choices\":[],\"service_tier\":\"default\"}").orElseThrow());
    assertThat(answer.terms()).isEqualTo(Terms.STANDARD);

    answer.accept(Json.object("{\"choices\":[],\"service_tier\":\"priority\"}").orElseThrow());
    assertThat(answer.terms()).isEqualTo(Terms.STANDARD.withTier("priority"));
  }
}
