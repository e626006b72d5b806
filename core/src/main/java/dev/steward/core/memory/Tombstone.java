package dev.steward.core.memory;

import java.time.Instant;

/// What is left of something that was erased: that it was there, not what it said.
///
/// @param hash SHA-256 of the text in hexadecimal, keyed with a secret of the store's own, so that
///   a short text can't be guessed from it
public record Tombstone(Entry.Key key, String hash, String by, Instant at) {}
