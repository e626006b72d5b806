package dev.steward.core.tool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A wish to use a tool.
///
/// @param id the model's name for this call, to match the answer with; unique in its conversation
/// @param arguments JSON in JDK types: String, Long, Double, Boolean, List, Map
public record ToolCall(String id, String tool, Map<String, Object> arguments) {
  public ToolCall {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }
}
