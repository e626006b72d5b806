package dev.steward.core.memory;

/// One making of the index.
///
/// @param number greater than those of all editions before it
/// @param embedder the [dev.steward.core.model.Embedder#id] whose vectors it holds
/// @param dimensions of those vectors
public record Edition(long number, String embedder, int dimensions) {}
