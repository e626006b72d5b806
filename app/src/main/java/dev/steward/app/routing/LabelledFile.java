package dev.steward.app.routing;

import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Labelled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// A file of labelled texts: CSV, or JSON in the layout of CLINC150. Texts labelled `oos` are of no
/// kind.
final class LabelledFile {
  private static final String OUT_OF_SCOPE = "oos";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private LabelledFile() {}

  /// What a file's texts are wanted for.
  enum Part {
    TRAIN,
    TEST
  }

  /// The texts of one part, in the file's order.
  ///
  /// @throws Failure USER, naming the file and the row, if it can't be read, is in no layout that
  ///   is known, or holds no such part
  static List<Labelled> read(Path file, Part part) {
    var text = text(file);
    var start = text.strip();
    var found =
        start.startsWith("{") || start.startsWith("[")
            ? JsonTexts.read(file, text, part)
            : CsvTexts.read(file, text, part);
    if (found.isEmpty()) {
      throw Failure.user(
          "%s holds no text to %s; it needs rows of a text and its category"
              .formatted(file, part == Part.TRAIN ? "learn from" : "be tried on"));
    }
    return found;
  }

  static String text(Path file) {
    try {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      var decoder =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      try {
        var text = decoder.decode(bytes).toString();
        return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
      } catch (CharacterCodingException _) {
        throw Failure.user(
            "%s is not UTF-8: line %d holds other bytes; save it as UTF-8"
                .formatted(file, lineOf(bytes)));
      }
    } catch (NoSuchFileException _) {
      throw Failure.user("There is no file " + file);
    } catch (IOException e) {
      throw Failure.user("%s can't be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static int lineOf(ByteBuffer at) {
    int line = 1;
    for (int i = 0; i < at.position(); i++) {
      line += at.get(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  /// A labelled text from a row of a file.
  static Labelled labelled(Path file, String where, String text, String category) {
    if (text.isBlank()) {
      throw Failure.user("%s, %s: the text is empty".formatted(file, where));
    }
    var kind = category.strip();
    if (kind.isEmpty()) {
      throw Failure.user(
          "%s, %s: the category is empty; write %s for a text of none"
              .formatted(file, where, OUT_OF_SCOPE));
    }
    return new Labelled(text.strip(), kind.equals(OUT_OF_SCOPE) ? "" : kind);
  }
}
