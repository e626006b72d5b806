package dev.steward.core.memory.reading;

import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import java.util.List;

/// What a model is shown of what is remembered.
///
/// @param known what was recalled, in the order in which it came
/// @param said the talk so far, oldest first
/// @param tokens what all of it takes, as [dev.steward.core.text.TokenEstimate] counts them
public record Context(List<Recollection> known, List<Message> said, int tokens) {
  public Context {
    known = List.copyOf(known);
    said = List.copyOf(said);
  }
}
