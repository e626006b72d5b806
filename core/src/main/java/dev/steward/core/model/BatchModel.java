package dev.steward.core.model;

import dev.steward.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// A model whose provider also answers many prompts at once, some time later, for less. Safe for
/// use by many threads. Nothing is tried twice by itself: that is the caller's.
///
/// Failures are those of [ChatModel#complete].
public interface BatchModel {
  /// As the configuration names it.
  String name();

  Limits limits();

  /// How many bytes a request takes in a batch.
  long bytes(Request request);

  /// Hands in requests, all for this model and within its limits.
  ///
  /// @param key made of letters, digits, `-` and `_`; the batch can be [found][#find] by it, and
  ///   each request's id begins with it and a `-`
  /// @return the provider's id of the batch
  /// @throws Failure its cause is an [Unfinished] if the provider may have taken the batch all the
  ///   same; otherwise it has not
  String submit(String key, List<Request> requests);

  /// Looks whether the provider has taken a batch whose id is not known.
  ///
  /// @param size how many requests it has
  /// @param since when it was handed in
  /// @param others the ids of batches that it can't be
  Found find(String key, int size, Instant since, Set<String> others);

  /// How far a batch is.
  Progress look(String id);

  /// Hands over the results of a batch that has ended, in any order; a request may have none.
  ///
  /// @param prompts what was asked, by the request's id; what is not known is passed over
  /// @throws Failure if they could not be read to their end
  void read(String id, Function<String, Optional<Prompt>> prompts, Consumer<Result> each);

  /// Asks the provider to answer no more of a batch. It ends some time later; what is answered by
  /// then is paid for.
  void cancel(String id);

  /// What a provider takes.
  ///
  /// @param provider as people know it, such as `Anthropic`
  /// @param requests the most in one batch
  /// @param bytes the most in one batch
  /// @param window within which a batch ends, answered or not
  record Limits(String provider, int requests, long bytes, Duration window) {}

  /// A prompt of a batch.
  ///
  /// @param id of at most 64 letters, digits, `-` and `_`
  record Request(String id, Prompt prompt) {}

  /// What became of a batch whose id was not known.
  sealed interface Found {
    record Taken(String id) implements Found {}

    /// It is not there.
    record Absent() implements Found {}

    /// One that is still at work may be it; that can be told when it has ended.
    record Unclear() implements Found {}
  }

  /// How far a batch is.
  ///
  /// @param done requests that have an answer, or never will
  /// @param code the provider's word for why a batch was refused, or ended before its time, so that
  ///   requests without a result were not answered and are not paid; else empty
  record Progress(State state, int done, int size, String code) {

    /// Where a batch stands.
    public enum State {
      WORKING,
      /// Its results can be read.
      ENDED,
      /// The provider has looked at it and did not take it; nothing is paid for.
      REFUSED,
      /// The provider knows nothing of it any more.
      LOST
    }
  }

  /// What a request came to.
  record Result(String id, Outcome outcome) {}

  /// What a request came to.
  sealed interface Outcome {
    record Answered(Completion completion) implements Outcome {}

    /// It was answered, and the answer can't be used; the cause is an [Unfinished].
    record Useless(Failure failure) implements Outcome {}

    /// It was not answered, and is not paid for.
    ///
    /// @param code such as `expired` or `canceled`
    record Unanswered(String code) implements Outcome {}
  }
}
