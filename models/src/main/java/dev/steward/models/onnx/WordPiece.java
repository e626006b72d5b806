package dev.steward.models.onnx;

import java.io.IOException;
import java.text.Normalizer;

/// Cuts texts into the word pieces of an uncased BERT model: lower case, without accents; each
/// punctuation mark and each Chinese character is a word; a word is cut into the longest pieces
/// known, and is unknown as a whole if a rest remains.
///
/// The names of special pieces have no meaning in a text: `[SEP]` is three words there.
final class WordPiece {
  private static final int LONGEST_WORD = 100;
  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  private final Vocabulary vocabulary;
  private final int unknown;

  WordPiece(Vocabulary vocabulary) throws IOException {
    this.vocabulary = vocabulary;
    this.unknown = vocabulary.special("[UNK]");
  }

  /// Whether it is one piece.
  boolean isWord(String lower) {
    return vocabulary.id(lower, false) >= 0;
  }

  /// The first `limit` pieces of a text. What comes after them is not looked at.
  Tokens tokens(String text, int limit) {
    var tokens = new Tokens(limit);
    var word = new Word(tokens);
    for (int i = 0; i < text.length() && !tokens.isFull(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (character < 0x80) {
        word.takePlain(character);
      } else {
        word.take(character);
      }
    }
    word.end();
    return tokens;
  }

  /// The word being read, and where its pieces go.
  private final class Word {
    private final StringBuilder letters = new StringBuilder();
    private final Tokens tokens;
    private int length;

    private Word(Tokens tokens) {
      this.tokens = tokens;
    }

    private void take(int character) {
      if (isSpace(character)) {
        end();
      } else if (isInvisible(character)) {
        return;
      } else if (isChinese(character)) {
        end();
        takeDecomposed(character);
        end();
      } else {
        takeDecomposed(character);
      }
    }

    private void takeDecomposed(int character) {
      Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
          .codePoints()
          .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
          .map(Character::toLowerCase)
          .forEach(this::takePlain);
    }

    /// Takes a character that is in its plainest form already.
    private void takePlain(int character) {
      if (isSpace(character)) {
        end();
      } else if (isInvisible(character)) {
        return;
      } else if (isPunctuation(character)) {
        end();
        append(character);
        end();
      } else {
        append(Character.toLowerCase(character));
      }
    }

    private void append(int character) {
      if (++length <= LONGEST_WORD) {
        letters.appendCodePoint(character);
      }
    }

    private void end() {
      if (length == 0) {
        return;
      }
      if (length > LONGEST_WORD || !cut()) {
        tokens.add(unknown);
      }
      letters.setLength(0);
      length = 0;
    }

    /// Adds the word's pieces; false, and nothing added, if it can't be cut into known ones.
    private boolean cut() {
      int before = tokens.size();
      for (int from = 0; from < letters.length(); ) {
        int to = Math.min(letters.length(), from + vocabulary.longest());
        int id = -1;
        while (to > from && (id = vocabulary.id(letters.subSequence(from, to), from > 0)) < 0) {
          to--;
        }
        if (id < 0) {
          tokens.shrinkTo(before);
          return false;
        }
        tokens.add(id);
        from = to;
      }
      return true;
    }
  }

  private static boolean isSpace(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || Character.isSpaceChar(character);
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> character == REPLACEMENT_CHARACTER;
    };
  }

  private static boolean isChinese(int character) {
    return (character >= 0x4E00 && character <= 0x9FFF)
        || (character >= 0x3400 && character <= 0x4DBF)
        || (character >= 0x20000 && character <= 0x2A6DF)
        || (character >= 0x2A700 && character <= 0x2B81F)
        || (character >= 0x2B820 && character <= 0x2CEAF)
        || (character >= 0xF900 && character <= 0xFAFF)
        || (character >= 0x2F800 && character <= 0x2FA1F);
  }

  /// Unicode's punctuation, and every ASCII character that is neither letter, digit nor space.
  private static boolean isPunctuation(int character) {
    return switch (Character.getType(character)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL ->
          character < 0x80;
      default -> false;
    };
  }
}
