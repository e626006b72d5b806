package dev.steward.core.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Finds whether one of many texts stands in a record, however often it was quoted as JSON within
/// JSON. Blank texts are found nowhere; spaces around a text don't matter.
public final class Needles {
  /// The journal's record of a step holds an input that holds a tool's arguments that hold a text.
  private static final int QUOTED_AT_MOST = 4;

  private static final int WINDOW = 16;
  private static final int BASE = 31;

  /// Texts by the hash of their first characters; and those too short to have it.
  private final Map<Integer, List<String>> byStart = new HashMap<>();

  private final List<String> shorter = new ArrayList<>();
  private final int leaving;

  public Needles(Collection<String> texts) {
    int power = 1;
    for (int i = 1; i < WINDOW; i++) {
      power *= BASE;
    }
    this.leaving = power;
    var forms = new LinkedHashSet<String>();
    for (var text : texts) {
      var form = text.strip();
      for (int i = 0; i <= QUOTED_AT_MOST && !form.isEmpty(); i++) {
        forms.add(form);
        form = quoted(form);
      }
    }
    for (var form : forms) {
      if (form.length() < WINDOW) {
        shorter.add(form);
      } else {
        byStart.computeIfAbsent(hash(form), hash -> new ArrayList<>()).add(form);
      }
    }
  }

  /// Whether one of the texts stands in `record`.
  public boolean areIn(String record) {
    return shorter.stream().anyMatch(record::contains) || hasLonger(record);
  }

  private boolean hasLonger(String record) {
    if (byStart.isEmpty() || record.length() < WINDOW) {
      return false;
    }
    int hash = hash(record);
    for (int start = 0; ; start++) {
      for (var form : byStart.getOrDefault(hash, List.of())) {
        if (record.startsWith(form, start)) {
          return true;
        }
      }
      if (start + WINDOW == record.length()) {
        return false;
      }
      hash = (hash - record.charAt(start) * leaving) * BASE + record.charAt(start + WINDOW);
    }
  }

  /// Of the first characters.
  private static int hash(String text) {
    int hash = 0;
    for (int i = 0; i < WINDOW; i++) {
      hash = hash * BASE + text.charAt(i);
    }
    return hash;
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04X".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.toString();
  }
}
