package dev.steward.core.run;

import java.util.Optional;

/// Carries out an [Op]: the only place where a run touches the world.
public interface Handler<I, O> {
  O run(I in, CallContext context);

  default Effect effect(I in) {
    return Effect.PURE;
  }

  default Policy policy() {
    return Policy.ONCE;
  }

  /// Whether the step may be interrupted when its run is cancelled, because it waits for somebody
  /// for long and is [Effect#PURE]. Any other is let finish.
  default boolean isInterruptible() {
    return false;
  }

  /// Looks whether the step `key` has happened, and with what outcome. Asked only of
  /// [Effect#VERIFY].
  default Optional<O> verify(I in, String key) {
    return Optional.empty();
  }

  /// What a run goes on with when a person has said that the step happened. Asked only of
  /// [Effect#AT_MOST_ONCE].
  default O confirmed(I in) {
    throw new IllegalStateException("this operation's outcome can't be confirmed by a person");
  }
}
