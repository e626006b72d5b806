package dev.steward.core.turn;

import java.util.function.Consumer;

/// The wish to cancel a turn that one follows, and whose id one learns from its first event:
/// fulfilled as soon as both are there, and once. Safe for use by many threads.
public final class CancelWish implements Consumer<TurnEvent> {
  private final Consumer<String> cancel;
  private String turn = "";
  private boolean wished;
  private boolean done;

  /// No wish yet.
  ///
  /// @param cancel cancels the turn of that id; called on the thread that wishes or that tells the
  ///   event
  public CancelWish(Consumer<String> cancel) {
    this.cancel = cancel;
  }

  /// Learns the turn's id; a turn that is over is not cancelled.
  @Override
  public void accept(TurnEvent event) {
    if (isDue(
        () -> {
          turn = event.turn();
          done |= event instanceof TurnEvent.Finished;
        })) {
      cancel.accept(event.turn());
    }
  }

  /// From now on the turn is to end.
  public void wish() {
    if (isDue(() -> wished = true)) {
      cancel.accept(turn);
    }
  }

  private synchronized boolean isDue(Runnable change) {
    change.run();
    var isDue = wished && !turn.isEmpty() && !done;
    done |= isDue;
    return isDue;
  }
}
