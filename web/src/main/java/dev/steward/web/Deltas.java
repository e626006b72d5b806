package dev.steward.web;

import dev.steward.core.turn.TurnEvent;
import java.util.Optional;

/// Makes one growing text out of a turn's events, for clients to whom a text once sent can't be
/// taken back. Pieces are passed on as they come; the result, when it is there, settles what is
/// still missing.
///
/// The promise: what was sent ends with the whole result, and is nothing but the result unless the
/// model wrote something else first. It may have: a remark before it called a tool, or the
/// beginning of an answer that broke off and that a fallback model then wrote anew. An empty line
/// parts such a text from what follows.
final class Deltas {
  private static final String BREAK = "\n\n";

  /// All pieces in a row, as a result may be made of them.
  private final StringBuilder all = new StringBuilder();

  /// The pieces since the last step began.
  private final StringBuilder current = new StringBuilder();

  private boolean stepBegan;

  /// What to send for a step's or a text's event.
  Optional<String> next(TurnEvent event) {
    return switch (event) {
      case TurnEvent.StepBegun begun -> {
        stepBegan = true;
        yield Optional.empty();
      }
      case TurnEvent.Text(_, var text) when !text.isEmpty() -> Optional.of(piece(text));
      case TurnEvent.Text text -> Optional.empty();
      case TurnEvent.StepEnded ended -> Optional.empty();
      case TurnEvent.Finished(var result) -> missing(result.result());
    };
  }

  private String piece(String text) {
    var parted = stepBegan && !all.isEmpty();
    if (stepBegan) {
      current.setLength(0);
      stepBegan = false;
    }
    all.append(text);
    current.append(text);
    return parted ? BREAK + text : text;
  }

  private Optional<String> missing(String result) {
    if (result.isEmpty() || result.contentEquals(all) || result.contentEquals(current)) {
      return Optional.empty();
    }
    if (result.startsWith(current.toString())) {
      return Optional.of(result.substring(current.length()));
    }
    if (result.startsWith(all.toString())) {
      return Optional.of(result.substring(all.length()));
    }
    return Optional.of(all.isEmpty() ? result : BREAK + result);
  }
}
