package dev.steward.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.cost.Group;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Trust;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnStateTest {
  private static final Scope SCOPE = new Scope("acme", "ana", "s");

  @Test
  void whenItIsOverWhatWasRecalledStaysAndTheTalkBeforeItGoes() {
    var in =
        new Inbound(
            "t",
            "acme",
            "ana",
            "s",
            "cli",
            "",
            "hello",
            List.of(),
            Instant.EPOCH,
            ZoneOffset.UTC,
            List.of(),
            Group.NONE);
    var recalled =
        new TurnState.Recalled(List.of(Recollection.unscored(fact(), "")), List.of(said()));

    var over = TurnState.of(in).with(recalled).over();

    assertThat(over)
        .isEqualTo(TurnState.of(in).with(new TurnState.Recalled(recalled.context(), List.of())));
  }

  private static Fact fact() {
    return Fact.of(
        "f", SCOPE, Layer.USER, Fact.Kind.FACT, "", "John likes tea", "", "ana", Instant.EPOCH);
  }

  private static Message said() {
    return new Message(
        "m",
        SCOPE,
        Message.Role.USER,
        "ana",
        "cli",
        "t0",
        Trust.OWNER,
        Labels.NONE,
        "good morning",
        Instant.EPOCH);
  }
}
