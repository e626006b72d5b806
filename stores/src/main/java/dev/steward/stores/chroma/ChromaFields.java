package dev.steward.stores.chroma;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fields;
import dev.steward.core.memory.Message;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What of an entry stands in its metadata on the server, so that `where` can leave out most of
/// what is not meant: texts as digests, numbers and times as numbers.
///
/// Metadata of ours never has a key that somebody else chose: Chroma takes `chroma:document` for
/// its own, and ends when the value is a number.
final class ChromaFields {
  /// Changes whenever what was written before can't be searched any more.
  static final String FORM = "1";

  static final String THREAD = "thread";
  static final String PLACE = "place";
  static final String STANDING = "standing";
  static final String CREATED_AT = "created_at";
  static final String EXPIRES_AT = "expires_at";
  static final String VALID_TO = "valid_to";

  /// Set where free data is not all there: such an entry may meet any condition on it.
  static final String LOOSE = "loose";

  /// The fields of [Fields] that are texts.
  static final List<String> TEXTS =
      List.of(
          "id",
          "user_id",
          "agent_id",
          "app_id",
          "run_id",
          "session",
          "layer",
          "kind",
          "subject",
          "author",
          "speaker",
          "role",
          "channel",
          "pinned",
          "superseded_by",
          "type");

  private static final int MOST_FREE = 32;
  private static final long FOR_EVER = Long.MAX_VALUE;

  private final ChromaNames names;

  ChromaFields(ChromaNames names) {
    this.names = names;
  }

  Map<String, Object> of(Change.Put put) {
    var entry = put.entry();
    var data = new TreeMap<String, Object>();
    data.put(THREAD, ChromaIds.carried(put.thread()));
    data.put(PLACE, put.place());
    data.put(CREATED_AT, entry.at().getEpochSecond());
    for (var field : TEXTS) {
      if (Fields.of(entry, field) instanceof String text && !text.isEmpty()) {
        data.put(field, names.text(text));
      }
    }
    addLife(data, entry);
    addFree(data, entry);
    return data;
  }

  private void addLife(Map<String, Object> data, Entry entry) {
    switch (entry) {
      case Message _ -> {
        data.put(EXPIRES_AT, FOR_EVER);
        data.put(VALID_TO, FOR_EVER);
      }
      case Fact fact -> {
        var standing = fact.care().standing();
        data.put(STANDING, word(standing));
        data.put(EXPIRES_AT, fact.care().expiresAt().getEpochSecond());
        data.put(
            VALID_TO,
            standing == Fact.Standing.ACTIVE
                ? fact.validity().validTo().getEpochSecond()
                : FOR_EVER);
      }
    }
  }

  static String word(Fact.Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }

  private void addFree(Map<String, Object> data, Entry entry) {
    int added = 0;
    for (var name : entry.labels().metadata().keySet()) {
      if (added++ == MOST_FREE) {
        data.put(LOOSE, 1);
        return;
      }
      switch (Fields.of(entry, Fields.METADATA + name)) {
        case null -> {}
        case String text when text.isEmpty() -> {}
        case String text -> data.put(textKey(name), names.text(text));
        case Boolean truth -> data.put(textKey(name), names.text(truth.toString()));
        case Long whole -> data.put(numberKey(name), whole);
        case Integer whole -> data.put(numberKey(name), whole.longValue());
        case BigInteger whole -> data.put(numberKey(name), rounded(whole.doubleValue()));
        case BigDecimal number -> data.put(numberKey(name), rounded(number.doubleValue()));
        case Double number when !number.isNaN() -> data.put(numberKey(name), rounded(number));
        default -> data.put(LOOSE, 1);
      }
    }
  }

  String textKey(String name) {
    return "s." + names.text(name);
  }

  String numberKey(String name) {
    return "n." + names.text(name);
  }

  /// JSON has no infinity.
  static double rounded(double number) {
    return Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
