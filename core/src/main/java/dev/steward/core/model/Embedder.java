package dev.steward.core.model;

import java.util.List;

/// Turns texts into vectors that lie close together when the texts mean alike. Safe for use by many
/// threads; the same text always gives the same vector.
public interface Embedder {
  /// Name and version, stored with every vector: vectors of different ids are never compared.
  String id();

  int dimensions();

  default Similarity similarity() {
    return Similarity.USUAL;
  }

  /// The unit vector of a text to be found.
  Vector passage(String text);

  /// The vectors that [#passage] gives, in the order of the texts; in fewer calls where an embedder
  /// is asked over a network. All or none: what fails for one text fails for all.
  default List<Vector> passages(List<String> texts) {
    return texts.stream().map(this::passage).toList();
  }

  /// The unit vector of a text to search with.
  Vector query(String text);

  /// Whether it knows a word, in lower case, as a whole: what is misspelt it seldom does. One that
  /// can't say knows none.
  default boolean isWord(String lower) {
    return false;
  }
}
