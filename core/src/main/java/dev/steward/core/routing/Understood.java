package dev.steward.core.routing;

/// The kind of task that a text is, as rules read it without a model.
public record Understood(String kind, Wish wish) {
  /// How far a text says what is to be done.
  public enum Wish {
    /// In so many words.
    ASKED_FOR,
    /// In words that another agent's task may be put in, too.
    LIKELY,
    /// Not at all: something is stated, or asked about, which may be a task of any kind that
    /// somebody puts like this.
    NONE
  }
}
