package dev.steward.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.policy.Secrets;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Effect;
import dev.steward.core.tier.Outcomes;
import dev.steward.core.tier.Verification;
import dev.steward.core.tier.Verification.Deed;
import dev.steward.core.tier.Verification.Finding;
import dev.steward.core.tier.Verification.Request;
import dev.steward.testkit.InMemoryDocuments;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whether what a model came to stands up.
class VerificationTest {
  private static final String FACT = "019abc12-3456-7890-abcd-ef0123456789";

  private final Outcomes outcomes = new Outcomes(new InMemoryDocuments(), new JsonCodec());
  private final Verification verification = new Verification(outcomes, new Secrets());

  private Finding check(String step, Request request) {
    return verification.run(
        request,
        new CallContext() {
          @Override
          public String key() {
            return step;
          }

          @Override
          public Instant now() {
            return Instant.EPOCH;
          }

          @Override
          public void stream(String text) {}
        });
  }

  private static Request answer(String text) {
    return new Request("acme", "letter", "weak", text, List.of(), List.of(), List.of(FACT));
  }

  private static Request deeds(Deed... deeds) {
    return new Request("acme", "letter", "weak", "Done.", List.of(), List.of(deeds), List.of());
  }

  @Test
  void anAnswerWithoutFaultsPasses() {
    assertThat(check("t1/4", answer("Dear Ana, as agreed [%s]".formatted(FACT))).passed()).isTrue();

    assertThat(outcomes.tallies("acme"))
        .containsExactly(new Outcomes.Tally("letter", "weak", 1, 0));
  }

  @Test
  void totalsMustAddUp() {
    assertThat(check("t1/4", answer("| a | 1 |\n| b | 2 |\n| Total | 4 |")).problems())
        .containsExactly("'Total' says 4, but what stands above it makes 3");
    assertThat(outcomes.tallies("acme"))
        .containsExactly(new Outcomes.Tally("letter", "weak", 0, 1));
  }

  @Test
  void whatIsCitedMustBeThere() {
    assertThat(check("t1/4", answer("By org_rule_9 and [%s]".formatted(FACT))).problems())
        .containsExactly("it cites org_rule_9, which is not among what was known");
  }

  @Test
  void theLastThingThatWasTriedMustBeDone() {
    var refused = new Deed("calendar_create", false, "That time is taken");
    var done = new Deed("calendar_create", true, "Booked");

    assertThat(check("t1/4", deeds(refused, done)).passed()).isTrue();
    assertThat(check("t2/4", deeds(done, refused)).problems())
        .containsExactly("calendar_create was not done: That time is taken");
  }

  @Test
  void secretsMustNotBeInIt() {
    assertThat(check("t1/4", answer("The password: hunter2!xyz")).problems())
        .singleElement()
        .asString()
        .startsWith("it holds a secret")
        .doesNotContain("hunter2");
  }

  @Test
  void whatIsKnownToBeWrongIsWrong() {
    var request =
        new Request("acme", "letter", "weak", "", List.of("it is empty"), List.of(), List.of());

    assertThat(check("t1/4", request).problems()).containsExactly("it is empty");
  }

  @Test
  void theSameStepCountsOnceWhateverCrashes() {
    check("t1/4", answer("Fine."));
    check("t1/4", answer("Fine."));
    check("t1/6", answer("Fine."));

    assertThat(verification.effect(answer(""))).isEqualTo(Effect.KEYED);
    assertThat(outcomes.tallies("acme"))
        .containsExactly(new Outcomes.Tally("letter", "weak", 2, 0));
  }
}
