package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;
import java.util.List;

/// Messages that are to be remembered.
///
/// @param id chosen by the sender to be safe against repeats; empty: a new one is made
/// @param scope whose; the session names the thread
/// @param said the messages in their order
/// @param extraction what becomes of them beside being kept
/// @param instructions what else an extracting model is told, or empty
/// @param expiresAt when what comes of it stops being recalled; [Fact.Validity#OPEN]: never
public record Addition(
    String id,
    Scope scope,
    Labels labels,
    List<Said> said,
    Mode extraction,
    String instructions,
    Instant expiresAt) {
  /// One message.
  ///
  /// @param speaker empty: the scope's user, or the agent
  /// @param at when it was said
  public record Said(
      Message.Role role, String speaker, Trust trust, String channel, String text, Instant at) {}

  public enum Mode {
    /// Facts are extracted from them, in the background.
    EXTRACT,
    /// Each message is itself a fact, word for word; those of the role SYSTEM are left out.
    VERBATIM,
    /// They are kept in the log and found there.
    NONE
  }

  public Addition {
    said = List.copyOf(said);
  }
}
