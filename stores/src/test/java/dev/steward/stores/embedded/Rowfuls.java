package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import java.time.Instant;

/// Rows to fill a store with.
final class Rowfuls {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Rowfuls() {}

  static Fact fact(String id, String text) {
    return fact(id, new Scope("acme", "ana", ""), Layer.USER, text);
  }

  static Fact sessionFact(String id, String text) {
    return fact(id, new Scope("acme", "ana", "s1"), Layer.SESSION, text);
  }

  private static Fact fact(String id, Scope scope, Layer layer, String text) {
    return Fact.of(id, scope, layer, Fact.Kind.FACT, "", text, "m1", "ana", NOON);
  }

  static Message message(String id, String text) {
    return new Message(
        id,
        new Scope("acme", "ana", "s1"),
        Message.Role.USER,
        "ana",
        "cli",
        "",
        Trust.OWNER,
        Labels.NONE,
        text,
        NOON);
  }

  /// Everything of the tenant that is recalled.
  static Selection everything() {
    return Selection.recallable(new Scope("acme", "", ""), NOON).withReach(Selection.Reach.TENANT);
  }

  static FactStore.Batch batch(Fact... facts) {
    return FactStore.Batch.of(facts);
  }
}
