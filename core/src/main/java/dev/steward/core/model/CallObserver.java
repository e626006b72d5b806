package dev.steward.core.model;

import dev.steward.core.cost.LedgerEntry;
import java.util.function.Consumer;

/// Looks on while models are called for money: for traces and figures. Whatever it is told, it is
/// told on the thread of the call; it must be quick, and it throws nothing.
public interface CallObserver {
  /// Looks away.
  CallObserver NONE =
      new CallObserver() {
        @Override
        public Seen begun(LedgerEntry worst, Prompt prompt) {
          return UNSEEN;
        }

        @Override
        public void booked(LedgerEntry entry) {}
      };

  /// A call that nobody looks at.
  Seen UNSEEN =
      new Seen() {
        @Override
        public void answered(Till.Paid paid) {}

        @Override
        public void failed(RuntimeException why) {}
      };

  /// A call is about to be made; what it may cost at most is set aside.
  ///
  /// @param worst the call as it would be booked if nobody learned what it used; its key is the one
  ///   under which it will be booked
  Seen begun(LedgerEntry worst, Prompt prompt);

  /// A call was booked, whether it was answered or not, now or by an earlier process.
  void booked(LedgerEntry entry);

  /// A call that is looked at. Told once how it ended.
  interface Seen {
    /// Who is to be handed the pieces of the answer's text instead of `text`.
    default Consumer<String> hearing(Consumer<String> text) {
      return text;
    }

    void answered(Till.Paid paid);

    void failed(RuntimeException why);
  }
}
