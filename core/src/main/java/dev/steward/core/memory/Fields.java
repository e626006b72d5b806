package dev.steward.core.memory;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of entries that a [Filter] can name.
///
/// | field | what |
/// |---|---|
/// | `user_id` `agent_id` `app_id` `run_id` | whom it is filed under |
/// | `session` `layer` `kind` `subject` `author` `source` `speaker` `role` `channel` | as in [Fact] and [Message], in small letters where it is one of a few |
/// | `type` | `fact` or `message` |
/// | `id` `text` | |
/// | `created_at` | when it was recorded or said |
/// | `expires_at` | when a fact stops being recalled, if ever |
/// | `pinned` | `true` of a fact that is pinned |
/// | `superseded_by` | the id of the fact that took a fact's place, if any |
/// | `metadata.KEY` | free data; dots lead into maps within |
public final class Fields {
  public static final String METADATA = "metadata.";

  private Fields() {}

  /// The value of a field; null where the entry has none.
  public static @Nullable Object of(Entry entry, String name) {
    if (name.startsWith(METADATA)) {
      return find(entry.labels().metadata(), name.substring(METADATA.length()));
    }
    return switch (name) {
      case "id" -> entry.id();
      case "user_id" -> entry.scope().user();
      case "agent_id" -> entry.labels().agent();
      case "app_id" -> entry.labels().app();
      case "run_id" -> entry.labels().run();
      case "session" -> entry.scope().session();
      case "text" -> entry.text();
      case "created_at" -> entry.at();
      case "type" -> small(entry.key().type());
      default -> ofType(entry, name);
    };
  }

  private static @Nullable Object ofType(Entry entry, String name) {
    return switch (entry) {
      case Fact fact ->
          switch (name) {
            case "layer" -> small(fact.layer());
            case "kind" -> small(fact.kind());
            case "subject" -> fact.subject();
            case "author" -> fact.author();
            case "expires_at" ->
                fact.care().expiresAt().equals(Fact.Validity.OPEN) ? null : fact.care().expiresAt();
            case "pinned" -> fact.care().pinned() ? "true" : null;
            case "superseded_by" -> fact.validity().supersededBy();
            case "source" -> fact.origin().citations().stream().map(Fact.Citation::source).toList();
            default -> null;
          };
      case Message message ->
          switch (name) {
            case "role" -> small(message.role());
            case "speaker", "author" -> message.speaker();
            case "channel" -> message.channel();
            default -> null;
          };
    };
  }

  private static String small(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object find(Map<?, ?> data, String path) {
    if (data.containsKey(path)) {
      return data.get(path);
    }
    var dot = path.indexOf('.');
    return dot > 0 && data.get(path.substring(0, dot)) instanceof Map<?, ?> within
        ? find(within, path.substring(dot + 1))
        : null;
  }
}
