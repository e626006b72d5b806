package dev.steward.core.memory.wording;

import java.util.regex.Pattern;

/// What was put into a text from memory: it was known before, so it is no news.
public final class MemoryBlocks {
  private static final Pattern BLOCK =
      Pattern.compile(
          "<memory\\b[^>]*>.*?(?:</memory\\s*>|\\z)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /// A line as a recalled fact is shown to a model: `- [id, layer, date, by whom] text`.
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^\\s*[-*] \\[[\\w:/.-]{1,100}, (?:conversation|session|user|organisation|message)\\b[^\\]\\n]{0,300}\\].*$");

  private MemoryBlocks() {}

  /// The text without them.
  public static String without(String text) {
    return LINE.matcher(BLOCK.matcher(text).replaceAll(" ")).replaceAll("").strip();
  }
}
