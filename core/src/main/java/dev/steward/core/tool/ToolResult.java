package dev.steward.core.tool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a tool came to. An expected refusal (no such event, no free slot) is a result with `ok`
/// false, so that whoever called can try something else.
///
/// @param text what to tell a model or a person
/// @param data the same for programs: JSON in JDK types
public record ToolResult(boolean ok, String text, Map<String, Object> data) {
  public ToolResult {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  public static ToolResult done(String text, Map<String, Object> data) {
    return new ToolResult(true, text, data);
  }

  public static ToolResult refused(String text) {
    return new ToolResult(false, text, Map.of());
  }
}
