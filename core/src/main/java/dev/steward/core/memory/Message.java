package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;

/// A message as it was said, secrets masked. The log of messages is the truth of memory: facts are
/// derived from it and cite it.
///
/// @param id unique within the tenant
/// @param scope whose; messages of one user and session are one thread
/// @param speaker who said it: a user, an agent's or a tool's name, an address outside
/// @param turn the turn it belongs to, or empty
/// @param at when it was said
public record Message(
    String id,
    Scope scope,
    Role role,
    String speaker,
    String channel,
    String turn,
    Trust trust,
    Labels labels,
    String text,
    Instant at)
    implements Entry {
  public enum Role {
    USER,
    ASSISTANT,
    /// Instructions to a model; never a source of facts.
    SYSTEM,
    TOOL
  }

  public Message withText(String text) {
    return new Message(id, scope, role, speaker, channel, turn, trust, labels, text, at);
  }

  public Message with(Trust trust) {
    return new Message(id, scope, role, speaker, channel, turn, trust, labels, text, at);
  }

  public Message with(Labels labels) {
    return new Message(id, scope, role, speaker, channel, turn, trust, labels, text, at);
  }
}
