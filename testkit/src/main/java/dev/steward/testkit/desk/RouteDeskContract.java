package dev.steward.testkit.desk;

import static dev.steward.testkit.desk.MemoryDeskContract.ANA;
import static dev.steward.testkit.desk.MemoryDeskContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.tier.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every desk promises about its router, near or far.
public interface RouteDeskContract {
  /// A desk for this principal; all of one test's desks have the same behind them.
  Desk desk(Principal principal);

  private RouteDesk routes(Principal principal) {
    return desk(principal).routes();
  }

  @Test
  default void explainsWhereATextWouldGo() {
    var parts = routes(OWNER).explain(OWNER, "ana", "Hello!");

    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst().text()).isEqualTo("Hello!");
    assertThat(parts.getFirst().route().kind()).isEqualTo("smalltalk");
    assertThat(parts.getFirst().route().agent()).isNotEmpty();
    assertThat(parts.getFirst().route().reason()).isNotEmpty();
  }

  @Test
  default void aCorrectionIsListedAsItWasGiven() {
    var correction = routes(OWNER).correct(OWNER, "ana", "", "Put this into Welsh", "translate");

    assertThat(correction.text()).isEqualTo("Put this into Welsh");
    assertThat(correction.kind()).isEqualTo("translate");
    assertThat(correction.user()).isEqualTo("ana");
    assertThat(routes(OWNER).corrections(OWNER)).containsExactly(correction);
    assertThat(routes(ANA).corrections(ANA)).containsExactly(correction);
  }

  @Test
  default void aTurnCanBeCorrected() {
    var turn = desk(OWNER).process(OWNER, Desk.Task.of("ana", "Hello!"), event -> {});

    assertThat(routes(OWNER).routed(OWNER, turn.id()).getFirst().route().kind())
        .isEqualTo("smalltalk");
    var correction = routes(OWNER).correct(OWNER, "ana", turn.id(), "", "translate");

    assertThat(correction.text()).isEqualTo("Hello!");
    assertThat(correction.turn()).isEqualTo(turn.id());
  }

  @Test
  default void ofATurnWithoutAChoiceNoModelWasChosen() {
    var turn = desk(OWNER).process(OWNER, Desk.Task.of("ana", "Hello!"), event -> {});

    assertThat(routes(OWNER).chosen(OWNER, turn.id())).isEmpty();
    assertThat(routes(OWNER).chosen(OWNER, "t404")).isEmpty();
  }

  @Test
  default void whoHasAChoiceOfModelsIsToldWhole() {
    var tiers = routes(OWNER).tiers(OWNER, "", "");

    assertThat(tiers).isNotEmpty();
    for (var tier : tiers) {
      var models = tier.candidates().stream().map(Tier.Candidate::model).toList();
      assertThat(models).doesNotHaveDuplicates();
      // Empty where none of them can be called.
      assertThat(tier.model()).isIn(models.isEmpty() ? List.of("") : models);
      assertThat(tier.reason()).isNotEmpty();
      assertThat(routes(OWNER).tiers(OWNER, tier.agent(), tier.kind())).containsExactly(tier);
      assertThat(routes(ANA).tiers(ANA, tier.agent(), "")).contains(tier);
    }
    assertThat(routes(OWNER).tiers(OWNER, "local", "smalltalk")).isEmpty();
  }

  @Test
  default void choicesOfWhomNobodyKnowsAreNone() {
    var routes = routes(OWNER);

    assertThatThrownBy(() -> routes.tiers(OWNER, "nobody", ""))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nobody");
    assertThatThrownBy(() -> routes.tiers(OWNER, "local", "sculpt"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("sculpt");
  }

  @Test
  default void whatIsNotThereIsSaid() {
    var routes = routes(OWNER);

    assertThat(routes.routed(OWNER, "t404")).isEmpty();
    assertThatThrownBy(() -> routes.correct(OWNER, "ana", "t404", "", "translate"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("t404");
    assertThatThrownBy(() -> routes.correct(OWNER, "ana", "", "Hi", "sculpt"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("sculpt");
    assertThatThrownBy(() -> routes.explain(OWNER, "ana", " ")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> routes.rollBack(OWNER))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing to go back to");
  }

  @Test
  default void whoSpeaksForOneUserCorrectsForThatUserOnly() {
    var routes = routes(ANA);

    assertThatThrownBy(() -> routes.correct(ANA, "bob", "", "Hi", "translate"))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> routes.explain(ANA, "bob", "Hi")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> routes.learn(ANA)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> routes.rollBack(ANA)).isInstanceOf(Failure.class);
    assertThat(routes(OWNER).corrections(OWNER)).isEmpty();
  }
}
