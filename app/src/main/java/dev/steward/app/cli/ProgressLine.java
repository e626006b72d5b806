package dev.steward.app.cli;

/// One line that tells how far a long work is, where a person watches.
final class ProgressLine implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final Output output;
  private final boolean isLive;
  private long next;
  private boolean isShown;

  ProgressLine(Output output) {
    this.output = output;
    this.isLive = output.isTerminal() && output.style().colours();
  }

  /// Tells that so many are done, now and then.
  void at(long done, String what) {
    if (isLive && done >= next) {
      output.errors().print("%s%,d %s".formatted(CLEAR_LINE, done, what));
      output.errors().flush();
      next = done + Math.max(1, done / 100);
      isShown = true;
    }
  }

  @Override
  public void close() {
    if (isShown) {
      output.errors().print(CLEAR_LINE);
      output.errors().flush();
    }
  }
}
