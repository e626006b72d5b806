package dev.steward.core.memory;

import java.util.List;

/// What was tidied up in the background, and what somebody should look at. All of it can be undone.
///
/// @param merged facts that said the same as another one, which has their citations now; they can
///   be restored
/// @param proposed what everybody in the organisation should perhaps know; waits for a yes
/// @param stale facts that nobody has confirmed for long
public record Consolidated(List<Fact> merged, List<Fact> proposed, List<Fact> stale) {
  public Consolidated {
    merged = List.copyOf(merged);
    proposed = List.copyOf(proposed);
    stale = List.copyOf(stale);
  }
}
