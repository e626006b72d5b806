package dev.steward;

import static dev.steward.House.OWNER;
import static dev.steward.testkit.ScriptedModel.calls;
import static dev.steward.testkit.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Desk.Task;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Money;
import dev.steward.core.turn.CancelWish;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.ScriptedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Turns that are cancelled while a model writes.
@Timeout(60)
class CancelTest {
  @TempDir private Path folder;

  private final ScriptedModel deepseek = new ScriptedModel("deepseek-flash");
  private final ScriptedModel haiku = new ScriptedModel("claude-haiku-5-5");
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder, deepseek, haiku);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /// Has the task done, and cancels it when the model has written that.
  private Turn cancelledAt(String text, String task) {
    var wish = new CancelWish(turn -> house.steward().cancel(OWNER, turn));
    return house
        .steward()
        .process(
            OWNER,
            Task.of("ana", task).withAgent("steward").withId("t1"),
            event -> {
              wish.accept(event);
              if (event instanceof TurnEvent.Text(var _, var piece) && piece.equals(text)) {
                wish.wish();
              }
            });
  }

  @Test
  void theModelIsBrokenOffAndPaidForAndNobodyElseIsAsked() {
    deepseek.thenStall("Dear ");

    var turn = cancelledAt("Dear ", "Write to John");

    assertThat(turn.status()).isEqualTo(Turn.Status.CANCELLED);
    assertThat(turn.result()).isEqualTo("Cancelled. Nothing was changed before that.");
    assertThat(turn.agent()).isEqualTo("steward");
    assertThat(turn.errorCode()).isEmpty();
    assertThat(deepseek.prompts()).hasSize(1);
    assertThat(haiku.prompts()).isEmpty();
    assertThat(house.steward().calls(OWNER, "t1"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.cost()).isGreaterThan(Money.ZERO).isEqualTo(turn.cost());
          assertThat(entry.usage()).isEqualTo(turn.usage());
          assertThat(entry.model()).isEqualTo(turn.model());
          assertThat(entry.bill().notes())
              .extracting(Bill.Note::kind)
              .contains(Bill.Note.Kind.ESTIMATED);
        });
  }

  @Test
  void whatWasDoneBeforeIsToldAndStays() {
    deepseek
        .then(
            calls(
                "memory_remember",
                Map.of("text", "John likes tea", "layer", "user", "kind", "preference")))
        .thenStall("So ");

    var turn = cancelledAt("So ", "Note what John likes");

    assertThat(turn.status()).isEqualTo(Turn.Status.CANCELLED);
    assertThat(turn.result()).startsWith("Cancelled. Done before that: ").contains("tea");
    assertThat(turn.cost()).isGreaterThan(Money.ZERO);
    assertThat(turn.model()).isEqualTo("deepseek-flash");
    house.reopenAfter(Duration.ofMinutes(1));
    assertThat(house.steward().turn(OWNER, "t1")).contains(turn);
    assertThat(house.steward().cancel(OWNER, "t1")).isEqualTo(turn);
    assertThat(deepseek.prompts()).hasSize(2);
  }

  @Test
  void aPartThatWasHandedOnEndsToo() {
    deepseek.then(calls("delegate", Map.of("agent", "outreach_qa", "task", "Draft two lines")));
    haiku.thenStall("Hello ");

    var turn = cancelledAt("Hello ", "See to John");

    assertThat(turn.status()).isEqualTo(Turn.Status.CANCELLED);
    assertThat(haiku.prompts()).hasSize(1);
    assertThat(deepseek.prompts()).hasSize(1);
  }

  @Test
  void theSessionGoesOn() {
    deepseek.thenStall("Dear ").then(says("Well, then."));

    cancelledAt("Dear ", "Write to John");

    assertThat(house.turn(Task.of("ana", "Think again").withAgent("steward")).result())
        .isEqualTo("Well, then.");
  }
}
