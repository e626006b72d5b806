package dev.steward.core.routing;

/// The kind of task that a text is, as rules read it without a model.
///
/// @param sure whether it is asked for in so many words; what is only stated, or asked about, may
///   be a task of another kind that somebody puts like this
public record Understood(String kind, boolean sure) {}
