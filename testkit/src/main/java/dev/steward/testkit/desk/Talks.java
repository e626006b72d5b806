package dev.steward.testkit.desk;

import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.Principal;
import dev.steward.core.Scope;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import java.time.Instant;
import java.util.List;

/// What is said to a memory, and what is asked of it, by the tenant `acme`.
final class Talks {
  private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");

  private Talks() {}

  static Addition said(String user, String text, Addition.Mode mode) {
    return new Addition(
        "",
        new Scope("acme", user, ""),
        Labels.NONE,
        List.of(said(text, Trust.OWNER, AT)),
        mode,
        "",
        Fact.Validity.OPEN);
  }

  static Addition.Said said(String text, Trust trust, Instant at) {
    return new Addition.Said(Message.Role.USER, "", trust, "cli", text, at);
  }

  static Addition of(String id, Addition addition) {
    return new Addition(
        id,
        addition.scope(),
        addition.labels(),
        addition.said(),
        addition.extraction(),
        addition.instructions(),
        addition.expiresAt());
  }

  static Selection own(String user) {
    return Selection.recallable(new Scope("acme", user, ""), AT);
  }

  static Selection everything() {
    return own("").withReach(Selection.Reach.TENANT);
  }

  static Selection everythingEver(Principal principal) {
    return Selection.recallable(new Scope(principal.tenant(), "", ""), Instant.EPOCH)
        .withReach(Selection.Reach.TENANT)
        .withStandings(Fact.Standing.values());
  }

  /// The same of another tenant.
  static Exported moved(Exported exported, String tenant) {
    return switch (exported) {
      case Exported.OfMessage(var message) -> new Exported.OfMessage(moved(message, tenant));
      case Exported.OfFact(var history) ->
          new Exported.OfFact(
              history.stream()
                  .map(revision ->
                      new Revision(
                          moved(revision.fact(), tenant),
                          revision.event(),
                          revision.at(),
                          revision.by()))
                  .toList());
    };
  }

  private static Message moved(Message message, String tenant) {
    return new Message(
        message.id(),
        moved((Entry) message, tenant),
        message.role(),
        message.speaker(),
        message.channel(),
        message.turn(),
        message.trust(),
        message.labels(),
        message.text(),
        message.at());
  }

  private static Fact moved(Fact fact, String tenant) {
    return new Fact(
        fact.id(),
        moved((Entry) fact, tenant),
        fact.layer(),
        fact.kind(),
        fact.claim(),
        fact.origin(),
        fact.validity(),
        fact.care(),
        fact.labels());
  }

  private static Scope moved(Entry entry, String tenant) {
    return new Scope(tenant, entry.scope().user(), entry.scope().session());
  }
}
