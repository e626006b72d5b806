package dev.steward.core.routing.learned;

/// A text and the kind of task that it is.
///
/// @param kind empty if it is of no kind that is to be told apart
public record Labelled(String text, String kind) {
  public boolean isOfNoKind() {
    return kind.isEmpty();
  }
}
