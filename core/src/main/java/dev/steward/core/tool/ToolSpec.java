package dev.steward.core.tool;

import dev.steward.core.run.Effect;

/// How a tool describes itself: to models, and to the engine that must know how to repeat it.
///
/// @param name lower case with underscores, unique in the house
public record ToolSpec(String name, String description, Schema.Struct input, Effect effect) {}
