package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Clock;
import java.util.List;

/// Asks for the summaries of sessions when they end.
final class Summaries {
  private static final String PREFIX = "summary-of-";
  private static final int MOST = 100;

  /// What is shorter says for itself what it is about.
  private static final int LEAST = 4;

  private final FactStore store;
  private final Clock clock;
  private final boolean wanted;

  Summaries(FactStore store, Clock clock, boolean wanted) {
    this.store = store;
    this.clock = clock;
    this.wanted = wanted;
  }

  static boolean isOne(Extraction extraction) {
    return extraction.id().startsWith(PREFIX);
  }

  /// Puts the summaries of these sessions into the queue.
  void of(List<Session> ended) {
    if (wanted) {
      var due = ended.stream().flatMap(session -> summary(session).stream()).toList();
      if (!due.isEmpty()) {
        store.write(new FactStore.Batch(List.of(), List.of(), List.of(), due));
      }
    }
  }

  private List<Extraction> summary(Session session) {
    var scope = new Scope(session.tenant(), session.user(), session.id());
    var messages =
        store.messages(scope, MOST).reversed().stream()
            .filter(message -> message.role() != Message.Role.SYSTEM)
            .map(Message::id)
            .toList();
    var id = PREFIX + session.id() + "-" + session.touchedAt().toEpochMilli();
    return messages.size() < LEAST || store.extraction(session.tenant(), id).isPresent()
        ? List.of()
        : List.of(
            Extraction.pending(
                id, session.tenant(), messages, "", Fact.Validity.OPEN, clock.instant()));
  }
}
