package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;

/// A message as it was said, secrets masked.
///
/// @param id unique within the tenant
/// @param speaker the user, or the agent's name
/// @param turn the turn it belongs to
public record Message(
    String id,
    Scope scope,
    Role role,
    String speaker,
    String channel,
    String turn,
    String text,
    Instant at) {
  public enum Role {
    USER,
    ASSISTANT
  }
}
