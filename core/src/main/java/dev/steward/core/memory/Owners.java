package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Lets one thread at a time look at what somebody knows and change it: two that say the same at
/// once find each other.
final class Owners {
  private final List<ReentrantLock> locks =
      IntStream.range(0, 256).mapToObj(number -> new ReentrantLock()).toList();

  /// Does `work` while nobody else changes what the user of `scope` knows.
  <T> T alone(Scope scope, Supplier<T> work) {
    return alone(List.of(scope.tenant(), scope.user()), work);
  }

  /// Does `work` while nobody else does something under the same name.
  <T> T alone(List<String> name, Supplier<T> work) {
    var lock = locks.get(Math.floorMod(spread(name.hashCode()), locks.size()));
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for another change of memory was interrupted", e);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  /// Where a fact of `layer` is kept that is said in `scope`.
  ///
  /// @throws Failure USER for the conversation layer, and for a session that is not named
  static Scope of(Scope scope, Layer layer) {
    return switch (layer) {
      case CONVERSATION ->
          throw Failure.user(
              "The conversation layer ends with the answer and can't be written to; use session,"
                  + " user or organisation");
      case SESSION -> {
        if (scope.session().isEmpty()) {
          throw Failure.user("A session fact needs a session; name one");
        }
        yield scope;
      }
      case USER -> new Scope(scope.tenant(), scope.user(), "");
      case ORGANISATION -> new Scope(scope.tenant(), "", "");
    };
  }
}
