package dev.steward.core.memory;

import java.util.List;

/// What became of an [Addition]: everything named here is durable and can be found.
///
/// @param id the addition's, under which its [Extraction] can be asked for
/// @param messages the ids of the messages, in their order
/// @param facts of a verbatim addition: one for each message, in their order
/// @param masked what kinds of secrets were masked, in words
public record Added(String id, List<String> messages, List<Fact> facts, List<String> masked) {
  public Added {
    messages = List.copyOf(messages);
    facts = List.copyOf(facts);
    masked = List.copyOf(masked);
  }
}
