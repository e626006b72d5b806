package dev.steward.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Text in a file: UTF-8, or UTF-16 if its first bytes say so.
final class Encoded {
  private static final int LONGEST_MARK = 3;

  private Encoded() {}

  /// The characters, without a mark before them; what is not of the encoding is refused with a
  /// [java.nio.charset.CharacterCodingException].
  static Reader reader(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in);
    buffered.mark(LONGEST_MARK);
    var first = buffered.readNBytes(LONGEST_MARK);
    buffered.reset();
    if (starts(first, 0xEF, 0xBB, 0xBF)) {
      return without(buffered, LONGEST_MARK, StandardCharsets.UTF_8);
    }
    if (starts(first, 0xFE, 0xFF)) {
      return without(buffered, 2, StandardCharsets.UTF_16BE);
    }
    if (starts(first, 0xFF, 0xFE)) {
      return without(buffered, 2, StandardCharsets.UTF_16LE);
    }
    return without(buffered, 0, StandardCharsets.UTF_8);
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static Reader without(InputStream in, int mark, Charset charset) throws IOException {
    in.skipNBytes(mark);
    return new InputStreamReader(in, charset.newDecoder());
  }
}
