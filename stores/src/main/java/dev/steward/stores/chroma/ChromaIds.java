package dev.steward.stores.chroma;

import dev.steward.core.memory.Entry;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/// Texts as JSON can carry them all, and ids of entries within their tenant.
final class ChromaIds {
  private static final char PLAIN = '=';
  private static final char HEX = '#';

  private ChromaIds() {}

  static String id(Entry.Key key) {
    return key.type().name().toLowerCase(Locale.ROOT).charAt(0) + carried(key.id());
  }

  static Entry.Key key(String tenant, String id) {
    var type = id.startsWith("f") ? Entry.Type.FACT : Entry.Type.MESSAGE;
    return new Entry.Key(tenant, type, text(id.substring(1)));
  }

  /// Half a surrogate pair is nothing that JSON can carry.
  static String carried(String text) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return PLAIN + text;
    }
    var hex = new StringBuilder().append(HEX);
    text.chars().forEach(unit -> hex.append(HexFormat.of().toHexDigits((char) unit)));
    return hex.toString();
  }

  static String text(String carried) {
    var rest = carried.substring(1);
    if (carried.charAt(0) == PLAIN) {
      return rest;
    }
    var text = new StringBuilder();
    for (int i = 0; i < rest.length(); i += 4) {
      text.append((char) HexFormat.fromHexDigits(rest, i, i + 4));
    }
    return text.toString();
  }
}
