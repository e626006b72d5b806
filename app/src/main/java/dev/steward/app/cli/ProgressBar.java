package dev.steward.app.cli;

/// A bar that shows on a terminal how much of something is done; nowhere else.
final class ProgressBar implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final int WIDTH = 30;

  private final Output output;
  private final boolean isLive;
  private boolean isShown;

  ProgressBar(Output output) {
    this.output = output;
    this.isLive = output.isTerminal() && output.style().colours();
  }

  /// Shows that so many of all are done.
  ///
  /// @param more what else is to be said
  void at(int done, int all, String more) {
    if (isLive) {
      int filled = all == 0 ? WIDTH : (int) ((long) WIDTH * done / all);
      output
          .errors()
          .print(
              "%s[%s%s] %,d of %,d, %s"
                  .formatted(
                      CLEAR_LINE, "#".repeat(filled), "-".repeat(WIDTH - filled), done, all, more));
      output.errors().flush();
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
