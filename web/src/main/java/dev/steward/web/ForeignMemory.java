package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Trust;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// Memory as others write it down: Mem0's memories (`memory`, `user_id`, `created_at`, …), which
/// become facts of their user, and messages (`text`, `user`, `at`, `role`, `session`, …). What has
/// no id gets one from what it says, so that the same file taken over twice changes nothing.
record ForeignMemory(MemoryFile.Origin origin) {
  Exported read(ObjectNode object) {
    var fields = Fields.trusted(object);
    if (fields.value("memory") != null) {
      return memory(fields, fields.text("memory"));
    }
    var text = first(fields, "text", "content");
    if (text.isBlank()) {
      throw Refusal.invalidField("text", "there is neither 'type', nor 'memory', nor 'text' in it");
    }
    return new Exported.OfMessage(message(fields, text));
  }

  private Exported memory(Fields fields, String text) {
    var labels = labels(fields);
    var user = user(fields, labels);
    var created = time(fields, "created_at", origin.now());
    var updated = time(fields, "updated_at", created);
    var author = first(fields, "actor_id", "attributed_to");
    var fact =
        Fact.of(
            id(fields, user, labels.agent(), labels.run(), fields.string("created_at"), text),
            new Scope(origin.tenant(), user, ""),
            Layer.USER,
            Fact.Kind.FACT,
            "",
            text,
            "",
            author.isEmpty() ? user : author,
            created);
    var origined =
        fact.with(new Fact.Origin(List.of(), fact.author(), trust(role(fields))))
            .with(fact.care().withExpiry(expiry(fields)))
            .with(labels);
    var added = Revision.added(origined);
    return new Exported.OfFact(
        updated.isAfter(created)
            ? List.of(added, new Revision(origined, Revision.Event.UPDATED, updated, fact.author()))
            : List.of(added));
  }

  private Message message(Fields fields, String text) {
    var labels = labels(fields);
    var user = user(fields, labels);
    var session = first(fields, "session", "session_id");
    var role = role(fields);
    var speaker = first(fields, "speaker", "name");
    var channel = fields.string("channel");
    return new Message(
        id(fields, user, session, Wire.word(role), first(fields, "at", "created_at"), text),
        new Scope(origin.tenant(), user, session),
        role,
        speaker.isEmpty() && role == Message.Role.USER ? user : speaker,
        channel.isEmpty() ? "import" : channel,
        "",
        trust(role),
        labels,
        text,
        time(fields, fields.value("at") == null ? "created_at" : "at", origin.now()));
  }

  /// Mem0's categories are kept with the metadata, under their name.
  private static Labels labels(Fields fields) {
    var metadata = new LinkedHashMap<>(fields.data("metadata"));
    if (fields.value("categories") != null && !fields.strings("categories").isEmpty()) {
      metadata.putIfAbsent("categories", fields.strings("categories"));
    }
    return new Labels(
        first(fields, "agent_id", "agent"),
        first(fields, "app_id", "app"),
        first(fields, "run_id", "run"),
        metadata);
  }

  private String user(Fields fields, Labels labels) {
    var user = first(fields, "user_id", "user");
    var isSomebodyElses =
        Stream.of(labels.agent(), labels.app(), labels.run()).anyMatch(name -> !name.isEmpty());
    return user.isEmpty() && !isSomebodyElses ? origin.user() : user;
  }

  private static Message.Role role(Fields fields) {
    return fields.choice("role", Message.Role.class, Message.Role.USER);
  }

  private static Trust trust(Message.Role role) {
    return switch (role) {
      case USER, SYSTEM -> Trust.OWNER;
      case ASSISTANT -> Trust.MODEL;
      case TOOL -> Trust.TOOL;
    };
  }

  /// An expiry that is a day holds until the end of it.
  private static Instant expiry(Fields fields) {
    var text = fields.string("expiration_date");
    if (text.isEmpty()) {
      return Fact.Validity.OPEN;
    }
    try {
      return LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException noDay) {
      return time(fields, "expiration_date", Fact.Validity.OPEN);
    }
  }

  /// A time without a zone is one of UTC.
  private static Instant time(Fields fields, String name, Instant fallback) {
    var text = fields.string(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException hasZone) {
      return Fields.instantOf(name, text);
    }
  }

  private static String first(Fields fields, String... names) {
    return Stream.of(names)
        .map(fields::string)
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String id(Fields fields, String... parts) {
    var id = fields.string("id");
    return id.isEmpty() ? "import-" + hash(List.of(parts)) : id;
  }

  private static String hash(List<String> parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
