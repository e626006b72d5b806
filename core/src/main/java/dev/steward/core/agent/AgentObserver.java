package dev.steward.core.agent;

import dev.steward.core.Failure;

/// Looks on while agents work: for traces and figures. Whatever it is told, it is told on the
/// thread of the run; it must be quick, and it throws nothing.
@FunctionalInterface
public interface AgentObserver {
  /// Looks away.
  AgentObserver NONE = assignment -> AgentObserver.UNSEEN;

  /// Work that nobody looks at.
  Seen UNSEEN =
      new Seen() {
        @Override
        public void done(Answer answer) {}

        @Override
        public void failed(Failure failure) {}

        @Override
        public void close() {}
      };

  /// An agent begins: with a task, or with a part of it that another one, which began before on the
  /// same run and has not ended, has handed to it. After a crash or a wait it begins anew.
  Seen begun(Assignment assignment);

  /// Work that is looked at.
  interface Seen extends AutoCloseable {
    void done(Answer answer);

    void failed(Failure failure);

    /// It is over. If it was neither done nor failed, it goes on some other time.
    @Override
    void close();
  }
}
