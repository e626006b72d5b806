package dev.steward.core.model;

/// Turns texts into vectors that lie close together when the texts mean alike. Safe for use by many
/// threads; the same text always gives the same vector.
public interface Embedder {
  /// Name and version, stored with every vector: vectors of different ids are never compared.
  String id();

  int dimensions();

  /// The unit vector of a text to be found.
  Vector passage(String text);

  /// The unit vector of a text to search with.
  Vector query(String text);
}
