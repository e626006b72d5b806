package dev.steward.core.memory;

import java.util.List;

/// What somebody should look at in a memory.
public record Audit(long facts, long messages, List<Finding> findings) {
  public Audit {
    findings = List.copyOf(findings);
  }

  /// One thing to look at.
  ///
  /// @param facts the ids that it is about
  public record Finding(Kind kind, List<String> facts, String detail) {
    public Finding {
      facts = List.copyOf(facts);
    }
  }

  public enum Kind {
    EXACT_DUPLICATE,
    NEAR_DUPLICATE,
    /// It says again what was recalled to an agent, as if it were news.
    RECALL_LOOP,
    SECRET,
    /// Its time for review has come, or nothing has confirmed it for long.
    STALE,
    /// What it cites is not there.
    ORPHAN,
    /// It could not be extracted.
    PARKED
  }
}
