package dev.steward.core.tool;

import dev.steward.core.Scope;
import java.time.Instant;
import java.time.ZoneId;

/// For whom and when a tool is used.
///
/// @param key the same whenever this use is repeated, after a crash too: a KEYED tool does it once
/// @param message the id of the message that the use is owed to
/// @param zone the user's
public record ToolContext(Scope scope, String key, String message, Instant now, ZoneId zone) {}
