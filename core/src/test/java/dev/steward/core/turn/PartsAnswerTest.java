package dev.steward.core.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.agent.Answer;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.routing.Route;
import dev.steward.core.routing.Router;
import dev.steward.core.routing.TaskType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsAnswerTest {
  private static final Usage USAGE = new Usage(100, 0, 0, 0, 20, 0);

  private final PartsAnswer parts = new PartsAnswer();

  private static Router.Part part(String text, String agent) {
    return new Router.Part(text, Route.of(TaskType.SIMPLE, "a_kind", agent, "a reason"));
  }

  private static Answer answer(String text, String subject, String cost) {
    return new Answer(text, "Did " + text, subject, List.of(), "m", USAGE, Money.of(cost));
  }

  @Test
  void oneAnswerHasAllPartsInTheirOrderAndWhatTheyTookTogether() {
    parts.add(part("Draft it", "writer"), answer("Dear Eve", "", "0.002"));
    parts.add(part("Book it", "local"), Answer.local("Booked", "Booked", "event:e1", List.of()));

    var together = parts.together();

    assertThat(together.text())
        .isEqualTo("1. Draft it (writer)\n\nDear Eve\n\n2. Book it (local)\n\nBooked");
    assertThat(together.decision()).isEqualTo("Did Dear Eve; Booked");
    assertThat(together.subject()).isEqualTo("event:e1");
    assertThat(together.model()).isEqualTo("m");
    assertThat(together.usage()).isEqualTo(USAGE);
    assertThat(together.cost()).isEqualTo(Money.of("0.002"));
  }

  @Test
  void costsAreSummed() {
    parts.add(part("a", "x"), answer("A", "", "0.002"));
    parts.add(part("b", "y"), answer("B", "", "0.0005"));

    assertThat(parts.together().cost()).isEqualTo(Money.of("0.0025"));
    assertThat(parts.together().usage()).isEqualTo(USAGE.plus(USAGE));
  }

  @Test
  void aPartThatFailsIsToldAndTheOthersCount() {
    parts.add(part("a", "x"), Failure.limit("The budget is used up"));
    parts.add(part("b", "y"), answer("B", "", "0.0005"));

    assertThat(parts.together().text()).contains("Not done: The budget is used up", "B");
  }

  @Test
  void whereAllPartsFailTheMessageDoes() {
    parts.add(part("a", "x"), Failure.limit("The budget is used up"));
    parts.add(part("b", "y"), Failure.user("No"));

    assertThatThrownBy(parts::together)
        .isInstanceOf(Failure.class)
        .hasMessage("The budget is used up");
  }
}
