package dev.steward.core.agent;

import java.time.Instant;

/// Something that an answer rests on.
///
/// @param type `fact`, `event` or `message`
/// @param id of the fact, event or message
/// @param text what it says
/// @param message the id of the message it came from, or where else
/// @param quote that message, verbatim; empty if it came from none
/// @param at when it was recorded
public record Source(
    String type, String id, String text, String message, String quote, Instant at) {}
