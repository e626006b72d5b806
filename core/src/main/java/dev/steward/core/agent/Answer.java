package dev.steward.core.agent;

import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import java.util.List;

/// What an agent came to, and what it took.
///
/// @param text ready to send
/// @param decision what was done or decided, in one sentence, to be remembered as the turn's
///   outcome
/// @param subject what it is about, as `type:id` (`event:e1`), or empty: what "it" means next
/// @param sources what the answer rests on
/// @param model that answered last; `local` if none was used
public record Answer(
    String text,
    String decision,
    String subject,
    List<Source> sources,
    String model,
    Usage usage,
    Money cost) {
  public Answer {
    sources = List.copyOf(sources);
  }

  /// The same in other words.
  public Answer withText(String text) {
    return new Answer(text, decision, subject, sources, model, usage, cost);
  }

  /// An answer that took no model.
  public static Answer local(String text, String decision, String subject, List<Source> sources) {
    return new Answer(text, decision, subject, sources, Agent.LOCAL, Usage.NONE, Money.ZERO);
  }
}
