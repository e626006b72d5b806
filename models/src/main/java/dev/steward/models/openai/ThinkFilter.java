package dev.steward.models.openai;

/// Takes out of a text that comes in pieces what stands between `<think>` and `</think>`, and the
/// blank that follows it at the text's beginning.
final class ThinkFilter {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private final StringBuilder pending = new StringBuilder();
  private boolean isThinking;
  private boolean hasThought;
  private boolean hasSpoken;

  /// What can be shown now that `piece` has come.
  String shown(String piece) {
    pending.append(piece);
    var shown = new StringBuilder();
    while (true) {
      var tag = isThinking ? CLOSE : OPEN;
      int at = pending.indexOf(tag);
      if (at < 0) {
        int safe = pending.length() - beginningOf(tag);
        release(safe, shown);
        return shown.toString();
      }
      release(at, shown);
      pending.delete(0, tag.length());
      hasThought |= isThinking;
      isThinking = !isThinking;
    }
  }

  /// What was held back because it might have begun a tag, now that nothing more comes.
  String rest() {
    var shown = new StringBuilder();
    release(pending.length(), shown);
    return shown.toString();
  }

  boolean hasThought() {
    return hasThought;
  }

  private void release(int length, StringBuilder shown) {
    if (!isThinking) {
      var text = pending.substring(0, length);
      text = hasThought && !hasSpoken ? text.stripLeading() : text;
      hasSpoken |= !text.isBlank();
      shown.append(text);
    }
    pending.delete(0, length);
  }

  /// How many characters at the end of what is pending may begin the tag.
  private int beginningOf(String tag) {
    for (int length = Math.min(tag.length() - 1, pending.length()); length > 0; length--) {
      if (pending.substring(pending.length() - length).equals(tag.substring(0, length))) {
        return length;
      }
    }
    return 0;
  }
}
