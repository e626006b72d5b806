package dev.steward.testkit;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Trust;
import java.time.Instant;

/// Rows of memory to try a store with, all of the tenant `acme`.
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

  static Message message(String id, String session, Instant at, String text) {
    return new Message(
        id,
        ana(session),
        Message.Role.USER,
        "ana",
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

  static FactStore.Batch batch(Fact... facts) {
    return FactStore.Batch.of(facts);
  }

  static FactStore.Batch batch(Session... sessions) {
    return FactStore.Batch.of(sessions);
  }
}
