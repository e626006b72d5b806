package dev.steward.testkit;

import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Rows of memory to try a store with, all of the tenant `acme` unless said otherwise.
final class Memories {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  private Memories() {}

  static Scope ana(String session) {
    return new Scope("acme", "ana", session);
  }

  static Fact organisationFact(String id, Instant at) {
    return fact(id, new Scope("acme", "", ""), Layer.ORGANISATION, at);
  }

  static Fact userFact(String id, String user, Instant at) {
    return fact(id, new Scope("acme", user, ""), Layer.USER, at);
  }

  static Fact sessionFact(String id, String user, String session, Instant at) {
    return fact(id, new Scope("acme", user, session), Layer.SESSION, at);
  }

  private static Fact fact(String id, Scope scope, Layer layer, Instant at) {
    return Fact.of(
        id, scope, layer, Fact.Kind.FACT, "event:e1", "John likes mornings", "m1", "ana", at);
  }

  /// A fact of ana's, with the scope that its layer needs.
  static Fact fact(
      String id, Layer layer, Fact.Kind kind, String subject, String text, Instant at) {
    var scope =
        switch (layer) {
          case ORGANISATION -> new Scope("acme", "", "");
          case USER -> ana("");
          case SESSION, CONVERSATION -> ana("s1");
        };
    return Fact.of(id, scope, layer, kind, subject, text, "m1", "ana", at);
  }

  /// A fact of ana's, for as long as she likes.
  static Fact fact(String id, String text) {
    return fact(id, Layer.USER, Fact.Kind.FACT, "", text, NOON);
  }

  static Fact labelled(String id, Map<String, Object> metadata) {
    return fact(id, "tea").with(Labels.NONE.withMetadata(metadata));
  }

  static Message message(String id, String session, Instant at, String text) {
    return message(id, ana(session), at, text);
  }

  static Message message(String id, Scope scope, Instant at, String text) {
    return new Message(
        id,
        scope,
        Message.Role.USER,
        scope.user(),
        "cli",
        "t1",
        Trust.OWNER,
        Labels.NONE,
        text,
        at);
  }

  static Session session(String user, String id, Instant touchedAt) {
    return new Session(id, "acme", user, touchedAt);
  }

  static Extraction extraction(String id, Instant at, String... messages) {
    return Extraction.pending(id, "acme", List.of(messages), "", Fact.Validity.OPEN, at);
  }

  static Batch batch(Extraction... extractions) {
    return new Batch(List.of(), List.of(), List.of(), List.of(extractions));
  }

  /// What happened to `fact` at `at`, so that it is as it is.
  static Batch revised(Fact fact, Revision.Event event, Instant at) {
    return Batch.of(new Revision(fact, event, at, "bob"));
  }

  /// Everything of the tenant `acme` that is recalled.
  static Selection everything() {
    return Selection.recallable(ana("s1"), NOON).withReach(Selection.Reach.TENANT);
  }

  static Selection factsThat(Filter filter) {
    return everything().withTypes(Entry.Type.FACT).withFilter(filter);
  }

  static List<String> ids(List<? extends Entry> entries) {
    return entries.stream().map(Entry::id).toList();
  }
}
