package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.tier.Outcomes;
import dev.steward.core.tier.Outcomes.Outcome;
import dev.steward.core.tier.Outcomes.Tally;
import dev.steward.stores.JsonCodec;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What became of tasks, as it is kept.
class OutcomesTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @RegisterExtension final FreshStores fresh = new FreshStores();

  /// As the next process finds them.
  private Outcomes outcomes() {
    return new Outcomes(fresh.stores().documents(), new JsonCodec());
  }

  private static Outcome outcome(String id, boolean passed) {
    return new Outcome(id, "translate", "haiku", passed, NOON);
  }

  @Test
  void whatWasAddedCountsAtOnceAndInTheNextProcess() {
    var outcomes = outcomes();
    outcomes.add("acme", outcome("t1/4", true));
    outcomes.add("acme", outcome("t2/4", false));
    outcomes.add("acme", new Outcome("t3/4", "decide", "sonnet", true, NOON));

    assertThat(outcomes.tally("acme", "translate", "haiku"))
        .isEqualTo(new Tally("translate", "haiku", 1, 1));
    assertThat(outcomes().tallies("acme"))
        .containsExactly(
            new Tally("decide", "sonnet", 1, 0), new Tally("translate", "haiku", 1, 1));
    assertThat(outcomes().tally("acme", "decide", "haiku"))
        .isEqualTo(new Tally("decide", "haiku", 0, 0));
  }

  @Test
  void theSameToldAgainCountsOnce() {
    outcomes().add("acme", outcome("t1/4", true));
    var next = outcomes();
    next.add("acme", outcome("t1/4", true));
    next.add("acme", outcome("t1/4", false));

    assertThat(next.tallies("acme")).containsExactly(new Tally("translate", "haiku", 1, 0));
  }

  @Test
  void tenantsAreApart() {
    var outcomes = outcomes();
    outcomes.add("acme", outcome("t1/4", true));

    assertThat(outcomes.tallies("zeta")).isEmpty();
    outcomes.add("zeta", outcome("t1/4", false));
    assertThat(outcomes.tallies("acme")).containsExactly(new Tally("translate", "haiku", 1, 0));
  }

  @Test
  void onlyTheLatestCount() {
    var outcomes = outcomes();
    for (int i = 0; i < 250; i++) {
      outcomes.add("acme", outcome("t" + i, i >= 100));
    }
    assertThat(outcomes.tallies("acme")).containsExactly(new Tally("translate", "haiku", 150, 50));

    // In the next process, too, where the oldest make room again.
    var next = outcomes();
    next.add("acme", outcome("one more", true));
    assertThat(next.tallies("acme")).containsExactly(new Tally("translate", "haiku", 151, 49));
  }

  @Test
  void nothingIsLostThatManyAddAtOnce() {
    var outcomes = outcomes();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 160; i++) {
        var outcome = outcome("t" + i, i % 2 == 0);
        threads.execute(() -> outcomes.add("acme", outcome));
      }
    }

    assertThat(outcomes.tallies("acme")).containsExactly(new Tally("translate", "haiku", 80, 80));
    assertThat(outcomes().tallies("acme")).containsExactly(new Tally("translate", "haiku", 80, 80));
  }
}
