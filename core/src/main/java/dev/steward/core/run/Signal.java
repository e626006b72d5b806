package dev.steward.core.run;

import java.time.Instant;

/// Something that arrived for a run from outside.
///
/// @param id the sender's; the same id twice is one signal
/// @param payload encoded
public record Signal(String run, String name, String id, String payload, Instant at) {}
