package dev.steward.core.memory;

/// How the index stands to the rows.
///
/// @param embedder whose vectors are searched by
/// @param behind how many changes at most it lacks yet; entries without a vector are not among them
/// @param trouble what keeps it from being searched or filled, and what to do; empty if nothing
/// @param making the edition that is being made to take its place
public record IndexState(String embedder, long behind, String trouble, Making making) {

  /// An edition in the making.
  ///
  /// @param embedder whose vectors it will hold; empty if none is being made
  /// @param done how many changes of entries it has
  /// @param of how many it will have
  public record Making(String embedder, long done, long of) {
    public static final Making NONE = new Making("", 0, 0);
  }
}
