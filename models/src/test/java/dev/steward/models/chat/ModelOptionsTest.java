package dev.steward.models.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelOptionsTest {
  private static final Provider DEEPSEEK = Provider.named("DeepSeek").orElseThrow();

  @Test
  void aKnownProviderNeedsNothingButAModelAndAKey() {
    var key = new ApiKey(DEEPSEEK.keyVariable(), "sk-secret");

    var options = ModelOptions.of(DEEPSEEK, "deepseek-flash", key);

    assertThat(options.name()).isEqualTo("deepseek-flash");
    assertThat(options.baseUrl()).isEqualTo("https://api.deepseek.com");
    assertThat(options.host()).isEqualTo("api.deepseek.com");
    assertThat(options.capabilities().thinking()).isEqualTo(Capabilities.Thinking.ON_BY_DEFAULT);
  }

  @Test
  void theKeyIsNeverShown() {
    var options =
        ModelOptions.of(DEEPSEEK, "deepseek-flash", new ApiKey("DEEPSEEK_API_KEY", "sk-secret"));

    assertThat(options.toString()).contains("DEEPSEEK_API_KEY").doesNotContain("sk-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-one\nsk-two", "sk schlüssel", "sk\u0000"})
  void whatCantBeAKeyIsRefusedWithoutBeingShown(String value) {
    assertThatThrownBy(() -> new ApiKey("DEEPSEEK_API_KEY", value))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("DEEPSEEK_API_KEY")
        .hasMessageNotContaining("sk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.deepseek.com",
        "ftp://x",
        "file:///etc/passwd",
        "http://",
        "http://me:pw@host",
        "http://a b"
      })
  void whatIsNoAddressOfTheWebIsRefusedAsABaseUrl(String url) {
    var options = ModelOptions.of(DEEPSEEK, "deepseek-flash", ApiKey.NONE);

    assertThatThrownBy(() -> options.withBaseUrl(url))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("deepseek-flash")
        .hasMessageContaining("steward.yaml");
  }

  @Test
  void slashesAtTheEndOfTheBaseUrlDoNotMatter() {
    assertThat(
            ModelOptions.of(DEEPSEEK, "deepseek-flash", ApiKey.NONE)
                .withBaseUrl("http://localhost:8000/v1//")
                .baseUrl())
        .isEqualTo("http://localhost:8000/v1");
  }

  @Test
  void providersAreKnownByTheirNames() {
    assertThat(Provider.known())
        .extracting(Provider::name)
        .contains("anthropic", "gemini", "ollama");
    assertThat(Provider.names())
        .containsExactlyInAnyOrder(
            "anthropic", "minimax", "deepseek", "openai", "gemini", "ollama", "vllm");
    assertThat(Provider.named("nobody")).isEmpty();
    assertThat(Provider.named("minimax").orElseThrow().format())
        .isEqualTo(Provider.Format.ANTHROPIC);
  }
}
