package dev.steward.core.batch;

import dev.steward.core.Failure;
import dev.steward.core.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The text of a task with the names of columns in braces: `Sort the order {order} of {client}`. A
/// brace that is meant as such is written twice: `{{` and `}}`.
public final class PromptTemplate {
  private final List<Part> parts;

  private sealed interface Part {
    record Words(String text) implements Part {}

    record Column(String name) implements Part {}
  }

  private PromptTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /// Reads a template.
  ///
  /// @throws Failure USER if it is blank, or a brace is not closed or stands alone; the message
  ///   says where
  public static PromptTemplate of(String text) {
    if (text.isBlank()) {
      throw wrong("it is empty; write a text with columns in braces, such as 'Sort {order}'");
    }
    var parts = new ArrayList<Part>();
    var words = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '{' && c != '}') {
        words.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == c) {
        words.append(c);
        at++;
      } else if (c == '}') {
        throw wrong(
            "the '}' at character %d closes nothing; write }} for a brace".formatted(at + 1));
      } else {
        var end = text.indexOf('}', at);
        if (end < 0) {
          throw wrong(
              "the '{' at character %d is not closed; write {{ for a brace".formatted(at + 1));
        }
        parts.add(new Part.Words(words.toString()));
        words.setLength(0);
        parts.add(new Part.Column(text.substring(at + 1, end).strip()));
        at = end;
      }
    }
    parts.add(new Part.Words(words.toString()));
    return new PromptTemplate(parts);
  }

  /// Checks that every column is among these.
  ///
  /// @param where the place that lacks it, such as `row 3`
  /// @throws Failure USER if one is not, with the one that may have been meant
  public void check(Collection<String> columns, String where) {
    for (var part : parts) {
      if (part instanceof Part.Column(var name) && !columns.contains(name)) {
        throw wrong(
            "there is no column '%s' in %s%s; there are: %s; write {{ for a brace"
                .formatted(
                    shown(name),
                    where,
                    Nearest.hint(name, columns),
                    columns.isEmpty() ? "none" : String.join(", ", columns)));
      }
    }
  }

  /// The text of one item's task.
  public String filled(Map<String, String> fields) {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(
          switch (part) {
            case Part.Words(var words) -> words;
            case Part.Column(var name) -> fields.getOrDefault(name, "");
          });
    }
    return text.toString();
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  private static Failure wrong(String message) {
    return Failure.user("The prompt template can't be used: " + message);
  }
}
