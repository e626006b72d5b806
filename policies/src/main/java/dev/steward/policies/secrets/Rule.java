package dev.steward.policies.secrets;

import java.util.List;

/// How secrets of one kind are recognised.
///
/// @param id in lower case, such as `github-token`
/// @param kind what is found, in plain words
/// @param words one of them is at every such secret; in ASCII
/// @param exact whether capital and small letters of the words count
/// @param more shapes of secrets that follow the first at once; empty or one
/// @param conditions all hold of the first
/// @param pause how far a look that found nothing has seen: for so long the words say nothing new
record Rule(
    String id,
    String kind,
    List<String> words,
    boolean exact,
    Place place,
    Shape shape,
    List<Shape> more,
    List<Condition> conditions,
    int pause) {
  Rule {
    words = List.copyOf(words);
    more = List.copyOf(more);
    conditions = List.copyOf(conditions);
  }

  boolean holds(String text, int word, Range secret) {
    for (var condition : conditions) {
      if (!condition.holds(text, word, secret)) {
        return false;
      }
    }
    return true;
  }
}
