package dev.steward.policies.secrets;

/// What of a text comes from a place on, without a copy: a pattern is held against its beginning.
record Tail(String text, int start, int end) implements CharSequence {
  Tail(String text, int start) {
    this(text, start, text.length());
  }

  @Override
  public int length() {
    return end - start;
  }

  @Override
  public char charAt(int index) {
    return text.charAt(start + index);
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return new Tail(text, start + from, start + to);
  }

  @Override
  public String toString() {
    return text.substring(start, end);
  }
}
