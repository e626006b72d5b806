package dev.steward.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelWishTest {
  private static final TurnEvent TEXT = new TurnEvent.Text("t1", "Dear ");
  private static final TurnEvent FINISHED =
      new TurnEvent.Finished(
          new Turn(
              "t1",
              "acme",
              "ana",
              "s1",
              Turn.Status.DONE,
              "Hi",
              "Hi",
              "simple",
              "other",
              "local",
              "local",
              Usage.NONE,
              Money.ZERO,
              List.of(),
              List.of(),
              Instant.EPOCH,
              Instant.EPOCH));

  private final List<String> cancelled = new ArrayList<>();
  private final CancelWish wish = new CancelWish(cancelled::add);

  @Test
  void cancelsAtOnceWhatIsKnown() {
    wish.accept(TEXT);
    assertThat(cancelled).isEmpty();
    wish.wish();
    wish.wish();
    wish.accept(TEXT);
    assertThat(cancelled).containsExactly("t1");
  }

  @Test
  void cancelsTheTurnAsSoonAsItIsKnown() {
    wish.wish();
    wish.accept(TEXT);
    wish.accept(TEXT);
    assertThat(cancelled).containsExactly("t1");
  }

  @Test
  void leavesAloneWhatIsOver() {
    wish.accept(FINISHED);
    wish.wish();
    assertThat(cancelled).isEmpty();
  }

  @Test
  void leavesAloneWhatEndsBeforeAnythingElseIsHeardOfIt() {
    wish.wish();
    wish.accept(FINISHED);
    assertThat(cancelled).isEmpty();
  }
}
