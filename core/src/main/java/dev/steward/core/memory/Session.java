package dev.steward.core.memory;

import java.time.Instant;

/// A stretch of one user's work. It ends some hours after it was last touched.
public record Session(String id, String tenant, String user, Instant touchedAt) {}
