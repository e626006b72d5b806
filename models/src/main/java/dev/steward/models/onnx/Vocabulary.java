package dev.steward.models.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/// The pieces that a BERT model knows words by, with their numbers.
final class Vocabulary {
  private static final String CONTINUES = "##";

  private final Map<String, Integer> starts = HashMap.newHashMap(30_000);
  private final Map<String, Integer> continuations = HashMap.newHashMap(6_000);
  private final int longest;

  private Vocabulary(JsonParser vocab) throws IOException {
    int longest = 0;
    while (vocab.nextToken() != JsonToken.END_OBJECT) {
      var piece = vocab.currentName();
      int id = vocab.nextIntValue(-1);
      boolean continues = piece.startsWith(CONTINUES) && piece.length() > CONTINUES.length();
      var letters = continues ? piece.substring(CONTINUES.length()) : piece;
      (continues ? continuations : starts).put(letters, id);
      longest = Math.max(longest, letters.length());
    }
    this.longest = longest;
  }

  /// Reads the object `model.vocab` of a `tokenizer.json`.
  static Vocabulary read(InputStream tokenizer) throws IOException {
    try (var json = new JsonFactory().createParser(tokenizer)) {
      enter(json, "model");
      enter(json, "vocab");
      return new Vocabulary(json);
    }
  }

  /// Moves into the object that is the next one's field `name`.
  private static void enter(JsonParser json, String name) throws IOException {
    if (json.currentToken() == null) {
      json.nextToken();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = json.currentName().equals(name);
      json.nextToken();
      if (found) {
        return;
      }
      json.skipChildren();
    }
    throw new IOException("the tokenizer has no \"" + name + "\"");
  }

  /// The number of a special piece, such as `[CLS]`.
  int special(String piece) throws IOException {
    var id = starts.get(piece);
    if (id == null) {
      throw new IOException("the vocabulary has no " + piece);
    }
    return id;
  }

  /// The number of a piece at the start of a word or within it; -1 if there is no such piece.
  int id(CharSequence letters, boolean withinWord) {
    var pieces = withinWord ? continuations : starts;
    return pieces.getOrDefault(letters.toString(), -1);
  }

  /// The length of the longest piece, in chars.
  int longest() {
    return longest;
  }
}
