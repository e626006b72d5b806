package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The log of messages, in the order in which they were written.
public interface MessageLog {
  Optional<Message> message(String tenant, String id);

  /// Those of these messages that are there, by their ids.
  Map<String, Message> messages(String tenant, Collection<String> ids);

  /// The newest messages of a user's session, newest first.
  List<Message> messages(Scope session, int limit);

  /// A message with those before and after it in its thread, in their order: at most `radius` on
  /// either side; empty if there is no such message.
  List<Message> around(String tenant, String id, int radius);

  /// The tenant's messages in the order of the log, after the message `after` (empty: from the
  /// first).
  ///
  /// @throws dev.steward.core.Failure USER if `after` is not (or no longer) there
  List<Message> log(String tenant, String after, int limit);

  /// How many messages the tenant has.
  long countMessages(String tenant);
}
