package dev.steward.core.memory;

import java.util.List;

/// What was forgotten, or, in a dry run, what would be.
///
/// @param runs how many records of turns went because the text stood in them
/// @param kept facts that rest on other messages too: they stay, without the citations that went
public record Erasure(
    boolean dryRun, List<Entry> facts, List<Entry> messages, int runs, List<String> kept) {
  public Erasure {
    facts = List.copyOf(facts);
    messages = List.copyOf(messages);
    kept = List.copyOf(kept);
  }
}
