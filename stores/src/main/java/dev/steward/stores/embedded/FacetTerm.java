package dev.steward.stores.embedded;

import java.math.BigDecimal;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/// How the value of a field is written down as a term: the field's name, what kind of value, and
/// the value in bytes that sort as values of its kind do.
final class FacetTerm {
  /// Longer names are replaced by their digest.
  private static final int LONGEST_NAME = 1_000;

  /// The kinds of values under a name, in the order of their terms.
  private enum Kind {
    PRESENT,
    LONG,
    NUMBER,
    DIGITS,
    TEXT,
    END;

    @SuppressWarnings("EnumOrdinal") // as in next
    byte code() {
      return (byte) ordinal();
    }

    @SuppressWarnings("EnumOrdinal") // their order is that of the bytes that stand for them
    Kind next() {
      return values()[ordinal() + 1];
    }
  }

  /// Terms from `lower` (and itself) until before `upper`.
  record Range(BytesRef lower, BytesRef upper) {}

  private FacetTerm() {}

  static BytesRef present(String name) {
    return prefix(name, Kind.PRESENT).get();
  }

  /// Marks what has a value that is too long for a term.
  static BytesRef isLong(String name) {
    return prefix(name, Kind.LONG).get();
  }

  static BytesRef ofText(String name, String text) {
    var term = prefix(name, Kind.TEXT);
    append(term, text);
    return term.get();
  }

  static Range texts(String name) {
    return range(name, Kind.TEXT);
  }

  static BytesRef ofNumber(String name, Number number) {
    var term = prefix(name, Kind.NUMBER);
    append(term, new BigDecimal(number.toString()).stripTrailingZeros());
    return term.get();
  }

  static Range numbers(String name) {
    return range(name, Kind.NUMBER);
  }

  /// A number as it was written.
  static BytesRef ofDigits(String name, String digits) {
    var term = prefix(name, Kind.DIGITS);
    append(term, digits);
    return term.get();
  }

  static Range digits(String name) {
    return range(name, Kind.DIGITS);
  }

  private static Range range(String name, Kind kind) {
    return new Range(prefix(name, kind).get(), prefix(name, kind.next()).get());
  }

  /// Where the value begins in a term under this name.
  static int start(String name) {
    return prefix(name, Kind.TEXT).length();
  }

  /// The text of a term of texts or digits, whose value begins at `start`.
  static String text(BytesRef term, int start) {
    var text = new StringBuilder(term.length - start);
    for (int i = start; i < term.length; ) {
      int first = term.bytes[term.offset + i++] & 0xff;
      int more = first < 0x80 ? 0 : first < 0xe0 ? 1 : 2;
      int unit = first & (0x7f >> (more == 0 ? 0 : more + 1));
      for (int j = 0; j < more; j++) {
        unit = unit << 6 | (term.bytes[term.offset + i++] & 0x3f);
      }
      text.append((char) unit);
    }
    return text.toString();
  }

  /// The length of the name goes before it, so that none is the beginning of another.
  private static BytesRefBuilder prefix(String name, Kind kind) {
    var known = name.length() <= LONGEST_NAME ? name : "#" + EntryFields.digest(name);
    var term = new BytesRefBuilder();
    term.append((byte) (known.length() >> 8));
    term.append((byte) known.length());
    append(term, known);
    term.append(kind.code());
    return term;
  }

  /// Each UTF-16 unit for itself in UTF-8's way, so that bytes sort as Java's strings do.
  private static void append(BytesRefBuilder term, String text) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < 0x80) {
        term.append((byte) c);
      } else if (c < 0x800) {
        term.append((byte) (0xc0 | (c >> 6)));
        term.append((byte) (0x80 | (c & 0x3f)));
      } else {
        term.append((byte) (0xe0 | (c >> 12)));
        term.append((byte) (0x80 | ((c >> 6) & 0x3f)));
        term.append((byte) (0x80 | (c & 0x3f)));
      }
    }
  }

  /// Its sign, the power of ten of its first digit, and its digits; all turned round where it is
  /// negative.
  private static void append(BytesRefBuilder term, BigDecimal number) {
    int sign = number.signum();
    term.append((byte) (sign + 1));
    if (sign == 0) {
      return;
    }
    var digits = number.unscaledValue().abs().toString();
    int power = digits.length() - number.scale();
    int turn = sign < 0 ? 0xff : 0;
    int sortable = power ^ Integer.MIN_VALUE;
    for (int shift = 24; shift >= 0; shift -= 8) {
      term.append((byte) (sortable >> shift ^ turn));
    }
    for (int i = 0; i < digits.length(); i++) {
      term.append((byte) (digits.charAt(i) ^ turn));
    }
    if (sign < 0) {
      // Of two that begin alike the one with more digits is less.
      term.append((byte) 0xff);
    }
  }
}
