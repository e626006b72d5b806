package dev.steward.core.memory;

import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/// Hands memory out as it is, and takes over what was handed out.
final class Archive {
  private final FactStore store;
  private final Masking masking;
  private final Ladders ladders;

  Archive(FactStore store, Masking masking, Ladders ladders) {
    this.store = store;
    this.masking = masking;
    this.ladders = ladders;
  }

  /// Messages in the order of the log, then facts with their history.
  void export(Selection selection, Consumer<Exported> each) {
    var tenant = selection.scope().tenant();
    Rows.messages(
        store,
        tenant,
        message -> {
          if (selection.includes(message)) {
            each.accept(new Exported.OfMessage(masking.message(message)));
          }
        });
    Rows.facts(store, selection)
        .reversed()
        .forEach(fact ->
            each.accept(
                new Exported.OfFact(
                    store.history(tenant, fact.id()).stream().map(masking::revision).toList())));
  }

  /// Writes what isn't there yet; says how much that was.
  int takeOver(String tenant, List<Exported> entries) {
    var messages = new ArrayList<Message>();
    var revisions = new ArrayList<Revision>();
    var added = new HashSet<Entry.Key>();
    for (var entry : entries) {
      switch (entry) {
        case Exported.OfMessage(var message) -> {
          if (store.message(tenant, message.id()).isEmpty()
              && added.add(Entry.Key.message(tenant, message.id()))) {
            messages.add(masking.message(of(tenant, message)));
          }
        }
        case Exported.OfFact(var history) -> {
          if (!history.isEmpty()
              && store.fact(tenant, history.getFirst().fact().id()).isEmpty()
              && added.add(Entry.Key.fact(tenant, history.getFirst().fact().id()))) {
            history.forEach(revision -> revisions.add(masking.revision(of(tenant, revision))));
          }
        }
      }
    }
    if (!added.isEmpty()) {
      store.write(new FactStore.Batch(messages, revisions, List.of(), List.of()));
      ladders.written();
    }
    return added.size();
  }

  private static Message of(String tenant, Message message) {
    return new Message(
        message.id(),
        of(tenant, message.scope()),
        message.role(),
        message.speaker(),
        message.channel(),
        message.turn(),
        message.trust(),
        message.labels(),
        message.text(),
        message.at());
  }

  private static Revision of(String tenant, Revision revision) {
    var fact = revision.fact();
    return new Revision(
        new Fact(
            fact.id(),
            of(tenant, fact.scope()),
            fact.layer(),
            fact.kind(),
            fact.claim(),
            fact.origin(),
            fact.validity(),
            fact.care(),
            fact.labels()),
        revision.event(),
        revision.at(),
        revision.by());
  }

  private static Scope of(String tenant, Scope scope) {
    return new Scope(tenant, scope.user(), scope.session());
  }
}
