package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeltasTest {
  private static final TurnEvent BEGUN = new TurnEvent.StepBegun("t", 1, "work", "model");
  private static final TurnEvent FAILED =
      new TurnEvent.StepEnded("t", 1, "work", "model", "FAILED");
  private static final TurnEvent DONE = new TurnEvent.StepEnded("t", 1, "work", "model", "DONE");

  @Test
  void piecesPassAsTheyAreAndNothingIsSaidTwice() {
    assertThat(sent(BEGUN, text("Hel"), text("lo"), DONE, finished("Hello")))
        .containsExactly("Hel", "lo");
  }

  @Test
  void anAnswerWithoutPiecesComesWhole() {
    assertThat(sent(BEGUN, DONE, finished("Hello"))).containsExactly("Hello");
  }

  @Test
  void whatIsMissingAtTheEndIsAdded() {
    assertThat(sent(BEGUN, text("Hello"), DONE, finished("Hello, Ana"))).endsWith(", Ana");
  }

  @Test
  void anAnswerBegunAnewByAFallbackFollowsAnEmptyLineWhole() {
    assertThat(
            joined(
                BEGUN,
                text("Dear J"),
                FAILED,
                BEGUN,
                text("Hi "),
                text("John"),
                DONE,
                finished("Hi John")))
        .isEqualTo("Dear J\n\nHi John");
  }

  @Test
  void anAnswerThatNobodyWrotePieceByPieceFollowsWhatBrokeOff() {
    assertThat(joined(BEGUN, text("Dear J"), FAILED, finished("Hi John")))
        .isEqualTo("Dear J\n\nHi John");
  }

  @Test
  void aRemarkBeforeAToolCallIsParted() {
    assertThat(
            joined(BEGUN, text("Let me look."), DONE, BEGUN, text("Ten."), DONE, finished("Ten.")))
        .isEqualTo("Let me look.\n\nTen.");
  }

  @Test
  void aResultOfAllPiecesIsNotRepeated() {
    assertThat(sent(BEGUN, text("One."), DONE, BEGUN, text("Two."), DONE, finished("One.Two.")))
        .containsExactly("One.", "\n\nTwo.");
  }

  private static List<String> sent(TurnEvent... events) {
    var deltas = new Deltas();
    return Stream.of(events).map(deltas::next).flatMap(Optional::stream).toList();
  }

  private static String joined(TurnEvent... events) {
    return sent(events).stream().collect(Collectors.joining());
  }

  private static TurnEvent text(String text) {
    return new TurnEvent.Text("t", text);
  }

  private static TurnEvent finished(String result) {
    return new TurnEvent.Finished(
        new Turn(
            "t",
            "acme",
            "ana",
            "s",
            Turn.Status.DONE,
            "?",
            result,
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
  }
}
