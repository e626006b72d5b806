package dev.steward.models.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.Exchange;
import dev.steward.models.chat.Json;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Anthropic counts cached tokens beside `input_tokens`, and thinking inside `output_tokens`.
class AnthropicUsageTest {
  private final AnthropicAnswer answer =
      new AnthropicAnswer(
          "anthropic",
          new Exchange(
                  ModelOptions.of(
                      Provider.named("anthropic").orElseThrow(), "claude-sonnet-5-5", ApiKey.NONE),
                  Clock.systemUTC())
              .failures());

  private void start(String usage) {
    hear("{\"type\":\"message_start\",\"message\":{\"usage\":" + usage + "}}");
  }

  private void delta(String usage) {
    hear("{\"type\":\"message_delta\",\"delta\":{},\"usage\":" + usage + "}");
  }

  private void hear(String event) {
    answer.accept(Json.object(event).orElseThrow());
  }

  @Test
  void reportsAreCumulativeAndNotAddedUp() {
    start("{\"input_tokens\":4,\"cache_read_input_tokens\":2455,\"output_tokens\":23}");
    delta("{\"input_tokens\":4,\"cache_read_input_tokens\":2455,\"output_tokens\":23}");
    delta("{\"output_tokens\":23,\"cache_read_input_tokens\":null}");

    assertThat(answer.usage()).isEqualTo(new Usage(4, 2455, 0, 0, 23, 0));
  }

  @Test
  void theTotalOfCacheWritesCountsWhereItsBreakdownIsStale() {
    start(
        """
        {"input_tokens":1,"cache_creation_input_tokens":31490,
         "cache_creation":{"ephemeral_5m_input_tokens":31490,"ephemeral_1h_input_tokens":0}}
        """);
    delta("{\"cache_creation_input_tokens\":184457,\"output_tokens\":9}");

    assertThat(answer.usage()).isEqualTo(new Usage(1, 0, 184_457, 0, 9, 0));
  }

  @Test
  void theBreakdownCountsWhereTheTotalIsMissing() {
    start(
        """
        {"input_tokens":1,"output_tokens":1,
         "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}
        """);

    assertThat(answer.usage()).isEqualTo(new Usage(1, 0, 10, 20, 1, 0));
  }

  @Test
  void toolsOfTheServerAreCountedByName() {
    start("{\"input_tokens\":1,\"output_tokens\":1}");
    delta(
        """
        {"output_tokens":2,"output_tokens_details":{"thinking_tokens":1},
         "server_tool_use":{"web_search_requests":3,"web_fetch_requests":0}}
        """);

    assertThat(answer.usage()).isEqualTo(new Usage(1, 0, 0, 0, 2, 1, Map.of("web_search", 3L)));
  }

  @Test
  void howItWasServedIsToldWhereThatHasAPrice() {
    start("{\"service_tier\":\"standard\",\"inference_geo\":\"not_available\"}");
    assertThat(answer.terms()).isEqualTo(Terms.STANDARD);

    delta("{\"service_tier\":\"batch\",\"inference_geo\":\"us\",\"speed\":\"standard\"}");
    assertThat(answer.terms()).isEqualTo(Terms.BATCH.withRegion("us"));

    delta("{\"service_tier\":\"priority\",\"inference_geo\":\"global\"}");
    assertThat(answer.terms()).isEqualTo(Terms.STANDARD.withTier("priority"));

    delta("{\"service_tier\":\"standard\",\"speed\":\"fast\"}");
    assertThat(answer.terms()).isEqualTo(Terms.STANDARD.withTier("fast"));
  }

  @Test
  void anExplicitNothingIsNothingAndIsOnRecord() {
    start("{\"input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":0}");

    assertThat(answer.usage()).isEqualTo(Usage.NONE);
    assertThat(answer.rawUsage()).contains("\"input_tokens\":0");
  }

  @Test
  void nonsenseNeitherLowersABillNorOverflows() {
    start(
        """
        {"input_tokens":-5,"output_tokens":"many","cache_read_input_tokens":1e300,
         "cache_creation_input_tokens":99999999999999999999999}
        """);

    assertThat(answer.usage().input()).isZero();
    assertThat(answer.usage().output()).isZero();
    assertThat(answer.usage().prompt()).isPositive();
  }
}
