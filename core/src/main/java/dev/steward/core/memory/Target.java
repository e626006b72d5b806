package dev.steward.core.memory;

import java.util.Set;

/// What is to be forgotten.
public sealed interface Target {
  /// Facts or messages of these ids.
  record Ids(Set<String> ids) implements Target {
    public Ids {
      ids = Set.copyOf(ids);
    }
  }

  /// Facts about this subject, and the messages that they alone rest on.
  record Subject(String subject) implements Target {}

  /// A message, or another source such as an address or a web page, and every fact that rests on it
  /// alone.
  record Source(String source) implements Target {}

  /// Everything of a user: messages, facts of every layer that only this user has, sessions.
  record User(String user) implements Target {}

  /// What a search finds whose score is at least `threshold`; and what an empty text selects:
  /// everything that the selection includes.
  record Found(Search search) implements Target {}
}
