package dev.steward.testkit;

import dev.steward.core.Failure;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import java.time.Duration;
import java.util.List;

class ScriptedModelContractTest implements ChatModelContract {
  @Override
  public ModelPeer peer() {
    return new Script();
  }

  /// The script plays the provider: it fails as one would.
  private static final class Script implements ModelPeer {
    private final ScriptedModel model = new ScriptedModel("scripted");

    @Override
    public ChatModel model() {
      return model;
    }

    @Override
    public void will(Reply reply) {
      switch (reply) {
        case Reply.Says says ->
            model.then(ScriptedModel.using(says.usage(), ScriptedModel.says(says.text())));
        case Reply.Calls calls ->
            model.then(ScriptedModel.using(calls.usage(), ScriptedModel.calls(calls.calls())));
        case Reply.Refuses refuses -> model.then(refusal(refuses));
        case Reply.Breaks breaks ->
            model.thenCut(
                breaks.text(), Failure.passing("scripted was cut off", null, Duration.ZERO));
        case Reply.Stalls stalls -> model.thenStall(stalls.text());
        case Reply.Garbles garbles -> model.then(Failure.external("scripted is garbled", null));
      }
    }

    private static Failure refusal(Reply.Refuses refuses) {
      var message = "scripted refused with status " + refuses.status();
      return switch (refuses.status()) {
        case 408, 409, 429, 500, 502, 503, 504, 529 ->
            Failure.passing(message, null, refuses.retryAfter());
        default -> Failure.external(message, null);
      };
    }

    @Override
    public List<String> asked() {
      return model.prompts().stream().map(Object::toString).toList();
    }

    @Override
    public Usage usage() {
      return new Usage(100, 20, 30, 40, 50, 6);
    }
  }
}
