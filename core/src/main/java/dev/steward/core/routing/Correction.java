package dev.steward.core.routing;

import java.time.Instant;

/// What a person said a task really is.
///
/// @param id of the correction
/// @param user who said it
/// @param turn the turn that was routed wrong; empty if only a text was given
/// @param text the task, secrets masked
/// @param kind that it is of
public record Correction(
    String id, String tenant, String user, String turn, String text, String kind, Instant at) {}
