package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.tier.TierRules.Allowed;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who may choose from several models.
class TierSettingsTest {
  private static final String OPS =
      "    model: MiniMax-M3\n    fallbacks: [MiniMax-M2.1, deepseek-flash, claude-haiku-5-5]\n";
  private static final String INVOICE = "{ name: invoice,          type: draft,   ";

  private static Settings settings(String... replaced) {
    var text = SettingsFile.defaults();
    for (int i = 0; i < replaced.length; i += 2) {
      assertThat(text).contains(replaced[i]);
      text = text.replace(replaced[i], replaced[i + 1]);
    }
    return SettingsFile.parse(text, "steward.yaml", ZoneOffset.UTC);
  }

  private static void mistake(String correct, String wrong, String... expected) {
    assertThatThrownBy(() -> settings(correct, wrong))
        .isInstanceOf(Failure.class)
        .message()
        .contains(expected);
  }

  @Test
  void nobodyHasAChoiceUnlessItIsSaid() {
    assertThat(settings().tiers().allowed()).isEmpty();
  }

  @Test
  void whatKindsAskDependsOnHowMuchTheyAsk() {
    var rules = settings().tiers();

    assertThat(rules.demand("retrieve_data").floor()).isEqualTo(0.8);
    assertThat(rules.demand("draft_email").floor()).isEqualTo(0.9);
    assertThat(rules.demand("decide").floor()).isEqualTo(0.95);
    assertThat(rules.demand("decide").highStake()).isTrue();
    assertThat(rules.demand("draft_email").highStake()).isFalse();
    assertThat(rules.demand("decide").usual().prompt()).isEqualTo(6_000);
    assertThat(rules.demand("sculpt")).isEqualTo(rules.demand("retrieve_data"));
  }

  @Test
  void anAgentMayChooseForAllThatItDoes() {
    var settings = settings(OPS, "    models: [deepseek-flash, claude-haiku-5-5]\n");

    assertThat(settings.tiers().allowed("ops_engine", "retrieve_data"))
        .contains(new Allowed(List.of("deepseek-flash", "claude-haiku-5-5"), ""));
    assertThat(settings.tiers().allowed("steward", "retrieve_data")).isEmpty();
    assertThat(settings.team().agent("ops_engine").models())
        .containsExactly("deepseek-flash", "claude-haiku-5-5", "local");
  }

  @Test
  void aKindsModelsAreForItsOwnerAndComeBeforeTheAgents() {
    var settings =
        settings(
            OPS,
            "    models: [deepseek-flash, claude-haiku-5-5]\n",
            INVOICE,
            INVOICE
                + "models: [claude-haiku-5-5, claude-sonnet-5-5], trusted: claude-sonnet-5-5, floor: 0.97, stakes: high, ");
    var rules = settings.tiers();

    assertThat(rules.allowed("outreach_qa", "invoice"))
        .contains(
            new Allowed(List.of("claude-haiku-5-5", "claude-sonnet-5-5"), "claude-sonnet-5-5"));
    assertThat(rules.allowed("outreach_qa", "translate")).isEmpty();
    assertThat(rules.allowed("ops_engine", "invoice").orElseThrow().models())
        .containsExactly("deepseek-flash", "claude-haiku-5-5");
    assertThat(rules.demand("invoice").floor()).isEqualTo(0.97);
    assertThat(rules.demand("invoice").highStake()).isTrue();
  }

  @Test
  void mistakesAreNamed() {
    mistake(OPS, OPS + "    models: [deepseek-flash]\n", "team[2].model", "keep one of them");
    mistake(
        OPS, "    models: [deepseek-flash, claude-hiku-5-5]\n", "did you mean 'claude-haiku-5-5'");
    mistake(OPS, "    models: [deepseek-flash, deepseek-flash]\n", "stands here twice");
    mistake(
        OPS,
        "    models: [deepseek-flash]\n    trusted: MiniMax-M3\n",
        "team[2].trusted",
        "there are: deepseek-flash");
    mistake(OPS, OPS + "    trusted: MiniMax-M3\n", "team[2].trusted", "no choice");
    mistake(INVOICE, INVOICE + "floor: 1.5, ", "task_kinds[19].floor", "from 0.5 to 0.99");
    mistake(INVOICE, INVOICE + "stakes: low, ", "task_kinds[19].stakes", "usual, high");
  }
}
