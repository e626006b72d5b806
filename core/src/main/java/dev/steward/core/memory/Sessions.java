package dev.steward.core.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sessions of users.
public interface Sessions {
  Optional<Session> session(String tenant, String user, String id);

  /// The user's session touched last.
  Optional<Session> latestSession(String tenant, String user);

  /// Sessions last touched before `before`, longest ago first.
  List<Session> sessionsBefore(Instant before, int limit);

  /// Deletes these sessions and their facts, but not their messages; says how many facts. One that
  /// was touched meanwhile stays.
  int end(List<Session> sessions);
}
