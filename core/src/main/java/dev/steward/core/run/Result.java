package dev.steward.core.run;

import dev.steward.core.Failure;

/// What became of one branch of a fan-out.
public sealed interface Result<O> {
  record Ok<O>(O value) implements Result<O> {}

  record Failed<O>(Failure failure) implements Result<O> {}
}
