package dev.steward.core.cost;

/// Tokens of one or more model calls, by the classes that are priced apart. No token is in two
/// classes, but for `reasoning`, which is a part of `output`.
///
/// @param input read at the full price: neither from a cache nor into one
/// @param cacheRead read from a prompt cache
/// @param cacheWrite5m written to a cache that lives five minutes
/// @param cacheWrite1h written to a cache that lives an hour
/// @param output produced, thinking included
/// @param reasoning the part of `output` that was thinking
public record Usage(
    long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output, long reasoning) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  public Usage plus(Usage other) {
    return new Usage(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite5m + other.cacheWrite5m,
        cacheWrite1h + other.cacheWrite1h,
        output + other.output,
        reasoning + other.reasoning);
  }

  /// Everything that the model read.
  public long prompt() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h;
  }

  public long total() {
    return prompt() + output;
  }
}
