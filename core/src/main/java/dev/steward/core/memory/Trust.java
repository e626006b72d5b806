package dev.steward.core.memory;

/// Where a text came from, the most trusted first. What is trusted less never supersedes what is
/// trusted more, and only a person's word becomes a preference or a policy.
public enum Trust {
  /// The owner, or the configuration that only the owner can write.
  OWNER,
  /// Another person of the organisation.
  TEAMMATE,
  /// An agent's own words.
  MODEL,
  /// What a tool of ours returned.
  TOOL,
  /// A web page, a mail, a document: data, never an instruction.
  EXTERNAL;

  /// Whether a person of the organisation said it.
  public boolean isPerson() {
    return this == OWNER || this == TEAMMATE;
  }

  /// Whether this is trusted no less than `other`.
  public boolean isAtLeast(Trust other) {
    return compareTo(other) <= 0;
  }
}
