package dev.steward.core.cost;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What one or more model calls used, by the classes that are priced apart. No token is in two
/// classes, but for `reasoning`, which is a part of `output`. Nothing is negative.
///
/// @param input read at the full price: neither from a cache nor into one
/// @param cacheRead read from a prompt cache
/// @param cacheWrite5m written to a cache that lives five minutes
/// @param cacheWrite1h written to a cache that lives an hour
/// @param output produced, thinking included
/// @param reasoning the part of `output` that was thinking
/// @param toolCalls calls of the provider's own tools, by their names, such as `web_search`
public record Usage(
    long input,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long output,
    long reasoning,
    Map<String, Long> toolCalls) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  public Usage {
    toolCalls = Collections.unmodifiableMap(new TreeMap<>(toolCalls));
    var least =
        Math.min(
            Math.min(Math.min(input, cacheRead), Math.min(cacheWrite5m, cacheWrite1h)),
            Math.min(output, reasoning));
    if (least < 0 || toolCalls.values().stream().anyMatch(calls -> calls < 0)) {
      throw new IllegalArgumentException("nothing can be used less than not at all");
    }
  }

  /// Tokens alone.
  public Usage(
      long input,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      long output,
      long reasoning) {
    this(input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, Map.of());
  }

  public Usage plus(Usage other) {
    var calls = new TreeMap<>(toolCalls);
    other.toolCalls.forEach((tool, count) -> calls.merge(tool, count, Long::sum));
    return new Usage(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite5m + other.cacheWrite5m,
        cacheWrite1h + other.cacheWrite1h,
        output + other.output,
        reasoning + other.reasoning,
        calls);
  }

  /// The same with so much output, of which nobody knows how much was thinking.
  public Usage withOutput(long output) {
    return new Usage(input, cacheRead, cacheWrite5m, cacheWrite1h, output, 0, toolCalls);
  }

  /// These tokens and no tool calls.
  Usage withoutToolCalls() {
    return new Usage(input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning);
  }

  /// Everything that the model read.
  public long prompt() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h;
  }

  public long total() {
    return prompt() + output;
  }
}
