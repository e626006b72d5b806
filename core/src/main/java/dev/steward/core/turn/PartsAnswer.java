package dev.steward.core.turn;

import dev.steward.core.Failure;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Source;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.routing.Router;
import java.util.ArrayList;
import java.util.List;

/// One answer to the several tasks of one message, put together task by task.
final class PartsAnswer {
  private final List<String> texts = new ArrayList<>();
  private final List<String> decisions = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private String subject = "";
  private String model = Agent.LOCAL;
  private Usage usage = Usage.NONE;
  private Money cost = Money.ZERO;

  void add(Router.Part part, Answer answer) {
    number(part, answer.text());
    decisions.add(answer.decision());
    sources.addAll(answer.sources());
    subject = answer.subject().isEmpty() ? subject : answer.subject();
    model = answer.model().equals(Agent.LOCAL) ? model : answer.model();
    usage = usage.plus(answer.usage());
    cost = cost.plus(answer.cost());
  }

  void add(Router.Part part, Failure failure) {
    number(part, "Not done: " + failure.text());
    decisions.add("Not done: " + failure.text());
    failures.add(failure);
  }

  private void number(Router.Part part, String text) {
    texts.add(
        "%d. %s (%s)\n\n%s".formatted(texts.size() + 1, part.text(), part.route().agent(), text));
  }

  /// The answer to all of them.
  ///
  /// @throws Failure the first one, if none of the tasks was done
  Answer together() {
    if (failures.size() == texts.size() && !failures.isEmpty()) {
      throw failures.getFirst();
    }
    return new Answer(
        String.join("\n\n", texts),
        String.join("; ", decisions),
        subject,
        sources,
        model,
        usage,
        cost);
  }
}
