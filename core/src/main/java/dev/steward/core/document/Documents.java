package dev.steward.core.document;

import java.util.Map;
import java.util.Optional;

/// Small texts kept for a tenant, such as what a client has set up over the network. They are for
/// settings and for work that is not done yet: what people say belongs into memory, where it can be
/// found and forgotten. Another tenant's document is absent, whatever is asked.
public interface Documents {
  /// A document as it was last written.
  Optional<String> read(String tenant, String kind, String id);

  /// All of one kind by their ids, in the order in which they were first written.
  Map<String, String> all(String tenant, String kind);

  /// Writes a document, in the place of the one with its id if there is one; it is durable when the
  /// call returns.
  ///
  /// @param kind one name for documents of one sort, such as `mem0.webhook`
  void write(String tenant, String kind, String id, String text);

  /// Deletes a document; says whether it was there.
  boolean delete(String tenant, String kind, String id);
}
