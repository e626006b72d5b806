package dev.steward.models.chat;

import dev.steward.core.Failure;
import dev.steward.core.model.BatchModel.Outcome;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Unfinished;
import java.util.function.Supplier;

/// What becomes of the answers that a batch brought: they are billed as such, whatever the provider
/// says of how they were served.
public final class BatchAnswers {
  private BatchAnswers() {}

  /// The outcome of an answer, however it can be read.
  public static Outcome of(Supplier<Completion> reading) {
    try {
      var answer = reading.get();
      return new Outcome.Answered(
          new Completion(
              answer.text(),
              answer.toolCalls(),
              answer.stop(),
              answer.usage(),
              answer.terms().withBatch(true),
              answer.model(),
              answer.rawUsage(),
              answer.extras()));
    } catch (Failure failure) {
      return new Outcome.Useless(failure.withCause(billed(failure)));
    }
  }

  private static Unfinished billed(Failure failure) {
    return failure.getCause() instanceof Unfinished known
        ? new Unfinished(
            known.known(),
            known.usage(),
            known.terms().withBatch(true),
            known.rawUsage(),
            known.getCause())
        : new Unfinished(failure.getCause());
  }
}
