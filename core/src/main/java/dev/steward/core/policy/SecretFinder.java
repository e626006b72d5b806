package dev.steward.core.policy;

import java.util.List;

/// Finds secrets of some kinds in text.
///
/// It finds the same in the same text every time, from any thread, in a time that grows with the
/// length of the text and with nothing else in it. What stands in for a masked secret (`[masked:
/// kind]`) is none.
public interface SecretFinder {

  /// The secrets in `text`, in any order; they may overlap. Empty if there are none.
  List<Span> find(String text);

  /// Where a secret stands.
  ///
  /// @param start in `char`s from the beginning of the text
  /// @param end after its last `char`
  /// @param kind what it is, in plain words, such as `card number`
  record Span(int start, int end, String kind) {}
}
