package dev.steward.web.mem0;

import java.util.Map;
import java.util.stream.Collectors;

/// Keys of metadata under which Steward keeps what Mem0's memories have beside their text.
final class Reserved {
  private static final String PREFIX = "mem0_";

  /// A list of texts.
  static final String CATEGORIES = PREFIX + "categories";

  /// `true` if the text must not be changed.
  static final String IMMUTABLE = PREFIX + "immutable";

  /// What a user thought of it: POSITIVE, NEGATIVE or VERY_NEGATIVE; and why.
  static final String FEEDBACK = PREFIX + "feedback";

  static final String FEEDBACK_REASON = PREFIX + "feedback_reason";

  private Reserved() {}

  static boolean isReserved(String key) {
    return key.startsWith(PREFIX);
  }

  /// The metadata that is the client's own.
  static Map<String, Object> without(Map<String, Object> metadata) {
    return metadata.entrySet().stream()
        .filter(entry -> !isReserved(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
