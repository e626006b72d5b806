package dev.steward.core.memory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a memory is filed under beside its user.
///
/// @param agent the agent that it belongs to, or empty
/// @param app the application that it belongs to, or empty
/// @param run the stretch of work that it belongs to, or empty; unlike a session it does not expire
/// @param metadata free data as JSON has it: texts, numbers, booleans, lists, maps
public record Labels(String agent, String app, String run, Map<String, Object> metadata) {
  public static final Labels NONE = new Labels("", "", "", Map.of());

  public Labels {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  public Labels withMetadata(Map<String, Object> metadata) {
    return new Labels(agent, app, run, metadata);
  }
}
