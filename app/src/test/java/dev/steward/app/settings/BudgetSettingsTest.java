package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.cost.Account.Whose;
import dev.steward.core.cost.Budget;
import dev.steward.core.cost.Budget.Period;
import dev.steward.core.cost.Budgets;
import dev.steward.core.cost.Money;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The section `budgets`.
class BudgetSettingsTest {
  private static Budgets budgets(String text) {
    return SettingsFile.parse(SettingsFile.defaults() + text, "steward.yaml", ZoneOffset.UTC)
        .budgets();
  }

  @Test
  void whatIsNotSaidIsFilledIn() {
    var read =
        budgets(
            """
            budgets:
              - { for: tenant, alert: 40, stop: 50, fallback: deepseek-flash }
              - { for: each user, per: day, stop: 2 }
              - { for: user Ana Ruiz, per: week, stop: 10.5, alert: 0 }
              - { for: agent outreach_qa, stop: 0 }
              - { for: agent memory, stop: 0.000001 }
              - { for: each agent, per: day, stop: 3 }
              - { for: each task, stop: 0.25 }
              - { for: each session, per: session, stop: 1 }
            """);

    assertThat(read.zone()).isEqualTo(ZoneOffset.UTC);
    assertThat(read.budgets())
        .containsExactly(
            budget(Whose.TENANT, "", Period.MONTH, "40", "50", "deepseek-flash"),
            budget(Whose.USER, "", Period.DAY, "1.6", "2", ""),
            budget(Whose.USER, "Ana Ruiz", Period.WEEK, "0", "10.5", ""),
            budget(Whose.AGENT, "outreach_qa", Period.MONTH, "0", "0", ""),
            budget(Whose.AGENT, "memory", Period.MONTH, "0.0000008", "0.000001", ""),
            budget(Whose.AGENT, "", Period.DAY, "2.4", "3", ""),
            budget(Whose.TASK, "", Period.ALWAYS, "0.2", "0.25", ""),
            budget(Whose.SESSION, "", Period.ALWAYS, "0.8", "1", ""));
  }

  private static Budget budget(
      Whose whose, String who, Period per, String alert, String stop, String fallback) {
    return new Budget(whose, who, per, Money.of(alert), Money.of(stop), fallback);
  }

  @Test
  void withoutTheSectionThereAreNone() {
    assertThat(budgets("").budgets()).isEmpty();
  }

  @Test
  void theOrganisationsClockCounts() {
    var settings =
        SettingsFile.parse(
            SettingsFile.defaults().replace("  # zone: Europe/Berlin", "  zone: Europe/Berlin"),
            "steward.yaml",
            ZoneOffset.UTC);

    assertThat(settings.budgets().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ for: tenant }                                    | budgets[0].stop: this is missing",
        "{ stop: 1 }                                        | budgets[0].for: this is missing",
        "{ for: everybody, stop: 1 }                        | expected tenant, user NAME",
        "{ for: user, stop: 1 }                             | expected tenant, user NAME",
        "{ for: each tenant, stop: 1 }                      | expected tenant, user NAME",
        "{ for: each, stop: 1 }                             | expected tenant, user NAME",
        "{ for: task t1, stop: 1 }                          | expected tenant, user NAME",
        "{ for: each user ana, stop: 1 }                    | expected tenant, user NAME",
        "{ for: tenant ana, stop: 1 }                       | expected tenant, user NAME",
        "{ for: agent outreach, stop: 1 }                   | there is no agent 'outreach'",
        "{ for: tenant, stop: -1 }                          | expected an amount such as 0.15",
        "{ for: tenant, stop: 1, alert: 2 }                 | this must not be more than 'stop'",
        "{ for: tenant, stop: 1, per: year }                | 'year' is not known here",
        "{ for: each task, stop: 1, per: day }              | 'day' is not known here; there are: task",
        "{ for: tenant, stop: 1, fallback: claude-haiku-55 }| did you mean 'claude-haiku-5-5'?",
        "{ for: tenant, stop: 1, warn: 1 }                  | there is no such setting",
      })
  void mistakesAreNamed(String budget, String words) {
    assertThatThrownBy(() -> budgets("budgets:\n  - " + budget + "\n"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining(words);
  }

  @Test
  void oneThingHasOneBudgetInAPeriod() {
    assertThatThrownBy(() ->
            budgets(
                """
                budgets:
                  - { for: tenant, per: day, stop: 1 }
                  - { for: tenant, per: month, stop: 1 }
                  - { for: tenant, stop: 2 }
                """))
        .hasMessageContaining("there is a second budget 'tenant per month'");
  }
}
