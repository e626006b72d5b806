package dev.steward.app.cli;

import dev.steward.core.turn.TurnEvent;

/// Shows an answer while it is written, where a person watches; the end decides what it was.
final class AnswerStream {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final Output output;
  private final boolean isLive;
  private final StringBuilder shown = new StringBuilder();
  private boolean hasStep;

  AnswerStream(Output output) {
    this.output = output;
    this.isLive = output.isTerminal() && output.style().colours();
  }

  void accept(TurnEvent event) {
    if (!isLive) {
      return;
    }
    switch (event) {
      case TurnEvent.StepBegun begun -> step(begun.node());
      case TurnEvent.Text text -> text(text.text());
      case TurnEvent.StepEnded _ -> {}
      case TurnEvent.Finished _ -> clearStep();
    }
  }

  /// Completes what was shown to `result`. A model that failed half-way leaves a beginning that is
  /// not the result's: then the result follows on a line of its own.
  void end(String result) {
    clearStep();
    var before = shown.toString();
    if (result.startsWith(before)) {
      output.line(result.substring(before.length()));
      return;
    }
    output.line("");
    output.line(output.style().dim("(that answer was given up; here is the one that counts)"));
    output.line(result);
  }

  /// Ends what was shown where it is.
  void breakOff() {
    clearStep();
    if (!shown.isEmpty()) {
      output.line("");
    }
  }

  private void step(String node) {
    if (shown.isEmpty()) {
      clearStep();
      output.piece(output.style().dim(node + " …"));
      hasStep = true;
    }
  }

  private void text(String text) {
    clearStep();
    shown.append(text);
    output.piece(text);
  }

  private void clearStep() {
    if (hasStep) {
      output.piece(CLEAR_LINE);
      hasStep = false;
    }
  }
}
