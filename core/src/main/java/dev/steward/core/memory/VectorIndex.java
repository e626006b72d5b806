package dev.steward.core.memory;

/// An index that finds entries by meaning.
public interface VectorIndex extends EntryIndex, ByMeaning {}
