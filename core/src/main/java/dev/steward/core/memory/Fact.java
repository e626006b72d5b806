package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;

/// One thing that is remembered.
///
/// @param id unique within the tenant
/// @param scope whose: the organisation layer has neither user nor session, the user layer no
///   session
/// @param subject what it is about, as `type:id` (`event:e1`), or empty
/// @param text one self-contained sentence or more, secrets masked
/// @param source the id of the message it came from, or where else (`steward.yaml`)
/// @param author who said or decided it: a user, or an agent's name
public record Fact(
    String id,
    Scope scope,
    Layer layer,
    Kind kind,
    String subject,
    String text,
    String source,
    String author,
    Instant recordedAt) {

  public enum Kind {
    FACT,
    DECISION,
    PREFERENCE,
    POLICY
  }
}
