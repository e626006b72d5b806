package dev.steward.core.memory;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change of a fact by hand. What is null stays as it is.
///
/// @param expiresAt [Fact.Validity#OPEN]: never
public record Edit(
    @Nullable String text,
    @Nullable Map<String, Object> metadata,
    @Nullable Instant expiresAt,
    @Nullable Instant validFrom) {}
