package dev.steward.core.tool;

import dev.steward.core.Scope;
import java.time.ZoneId;

/// A call of a tool, with all that is needed to carry it out after a crash.
///
/// @param message the id of the message that it is owed to
/// @param zone the user's
public record ToolUse(ToolCall call, Scope scope, String message, ZoneId zone) {}
