package dev.steward.policies.secrets;

import java.util.function.IntPredicate;

/// Where a secret stands, seen from a word of its rule.
sealed interface Place {

  /// Tries where what the shape describes may begin, until `isSecret`; whether it was.
  ///
  /// @param start where the word begins in `text`
  /// @param end where it ends
  boolean tryEach(String text, int start, int end, IntPredicate isSecret);

  /// The secret begins with the word, and the shape is that of what follows it.
  record Begins(Edge edge) implements Place {
    @Override
    public boolean tryEach(String text, int start, int end, IntPredicate isSecret) {
      return edge.isAt(text, start) && isSecret.test(end);
    }
  }

  /// The word is in the secret, `least` to `most` characters from its beginning.
  record Holds(int least, int most, Edge edge) implements Place {
    @Override
    public boolean tryEach(String text, int start, int end, IntPredicate isSecret) {
      for (int before = Math.min(most, start); before >= least; before--) {
        if (edge.isAt(text, start - before) && isSecret.test(start - before)) {
          return true;
        }
      }
      return false;
    }
  }

  /// The secret comes after the word.
  record Follows(Edge edge) implements Place {
    @Override
    public boolean tryEach(String text, int start, int end, IntPredicate isSecret) {
      return edge.isAt(text, start) && isSecret.test(end);
    }
  }

  /// The secret is assigned to a name that the word is a part of.
  record Assigned() implements Place {
    @Override
    public boolean tryEach(String text, int start, int end, IntPredicate isSecret) {
      return Assignment.anyValue(text, end, isSecret);
    }
  }
}
