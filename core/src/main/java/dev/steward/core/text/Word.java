package dev.steward.core.text;

import java.util.Set;

/// A word, number or mark of a message.
///
/// @param text as it was written
/// @param lower in lower case, with a straight apostrophe
/// @param start where it begins in the message
/// @param end where it ends, exclusive
/// @param glued whether no space stands before it
/// @param quoted whether it stands between quotation marks
/// @param readings what it is taken for: itself, and the keywords that it may be a misspelling of
/// @param near all keywords that are at most one letter away, though it be a word of its own
public record Word(
    String text,
    String lower,
    int start,
    int end,
    Kind kind,
    boolean glued,
    boolean quoted,
    Set<String> readings,
    Set<String> near) {
  public Word {
    readings = Set.copyOf(readings);
    near = Set.copyOf(near);
  }

  /// What it is made of.
  public enum Kind {
    LETTERS,
    DIGITS,
    /// An e-mail address.
    ADDRESS,
    /// One sign that is neither letter nor digit.
    MARK
  }

  public boolean isCapitalised() {
    return kind == Kind.LETTERS && Character.isUpperCase(text.codePointAt(0));
  }

  public boolean isNumber() {
    return kind == Kind.DIGITS;
  }

  public boolean isMark() {
    return kind == Kind.MARK;
  }

  public boolean isLetters() {
    return kind == Kind.LETTERS;
  }
}
