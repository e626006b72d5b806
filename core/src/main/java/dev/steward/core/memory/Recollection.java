package dev.steward.core.memory;

/// A fact that was recalled, and why.
///
/// @param score 0 to 1: the weighted sum of `dense` and `lexical`
/// @param dense nearness in meaning, 0 to 1
/// @param lexical nearness in words, 0 to 1
/// @param quote the message that it came from, in its own words; empty if it came from none
public record Recollection(Fact fact, double score, double dense, double lexical, String quote) {}
