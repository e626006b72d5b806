package dev.steward.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.cost.Money;
import dev.steward.core.memory.ChangeFeed.Unembedded;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "met John (Tuesday, 10:00)",
        "two\nlines",
        "quoted “Decision made: x (by y, cost $1)” and more",
        "🤝 مرحبا"
      })
  void whatIsEmbeddedOfARecordIsTheDecisionAlone(String decision) {
    assertThat(embedded(DecisionText.made(decision, "ops_engine", Money.of("0.0012"))))
        .isEqualTo(decision);
    assertThat(embedded(DecisionText.onTheWay(decision, "local", Money.ZERO))).isEqualTo(decision);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Decision made: we paint it green",
        "We met (by chance, cost nothing)",
        "Ana said: Decision made: x (by y, cost $1)"
      })
  void anyOtherTextIsEmbeddedAsItIs(String text) {
    assertThat(embedded(text)).isEqualTo(text);
  }

  private static String embedded(String text) {
    var fact =
        Fact.of(
            "f",
            new Scope("acme", "ana", ""),
            Layer.USER,
            Fact.Kind.DECISION,
            "",
            text,
            "",
            "ana",
            Instant.EPOCH);
    return new Unembedded(fact, "", "").passage();
  }
}
