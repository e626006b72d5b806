package dev.steward.web.mem0;

import dev.steward.core.MemoryDesk;
import dev.steward.core.document.Documents;
import dev.steward.web.Exchange;
import dev.steward.web.Refusal;
import java.time.Clock;
import java.util.function.Supplier;

/// What every route works with.
///
/// @param ids makes ids of exports, webhooks and jobs
record Context(
    MemoryDesk desk, Documents documents, Webhooks webhooks, Clock clock, Supplier<String> ids) {

  Memories memories(Exchange exchange) {
    return new Memories(desk, clock, exchange.principal());
  }

  Project project(Exchange exchange) {
    return new Project(documents, exchange.principal().tenant());
  }

  Deletions deletions(Exchange exchange) {
    return new Deletions(documents, clock, ids, exchange.principal().tenant());
  }

  Adding adding(Exchange exchange) {
    return new Adding(clock, project(exchange), exchange.principal());
  }

  /// Refuses a key that speaks for some users only.
  ///
  /// @param what would be done, as in "Changing the project"
  static void checkOwner(Exchange exchange, String what) {
    if (!exchange.principal().users().isEmpty()) {
      throw new Refusal(
          403,
          "forbidden",
          "",
          what + " concerns everybody, and this key speaks for some users only");
    }
  }
}
