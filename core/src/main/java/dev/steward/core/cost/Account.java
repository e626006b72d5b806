package dev.steward.core.cost;

import java.time.Instant;

/// A heap of calls whose costs are counted together: those of somebody, or of something, that began
/// in a period.
///
/// @param who the user, agent, task, session or group; empty for a tenant
/// @param from the first moment of the period; [Instant#EPOCH] if it has no beginning
/// @param to the moment after its last; [Instant#MAX] if it has no end
public record Account(String tenant, Whose whose, String who, Instant from, Instant to) {

  /// What calls have in common that are counted together.
  public enum Whose {
    TENANT,
    USER,
    AGENT,

    /// A turn.
    TASK,
    SESSION,

    /// Calls that their caller holds together; see [Group].
    GROUP;

    /// Whose account a call belongs to; empty if it belongs to none of this kind, but for a tenant.
    public String of(LedgerEntry entry) {
      return switch (this) {
        case TENANT -> "";
        case USER -> entry.user();
        case AGENT -> entry.agent();
        case TASK -> entry.turn();
        case SESSION -> entry.session();
        case GROUP -> entry.group();
      };
    }

    /// Whether a call belongs to an account of this kind.
    public boolean has(LedgerEntry entry) {
      return this == TENANT || !of(entry).isEmpty();
    }
  }

  /// The account of all that ever belongs to `who`.
  public static Account of(String tenant, Whose whose, String who) {
    return new Account(tenant, whose, who, Instant.EPOCH, Instant.MAX);
  }

  /// Whether a call counts here: when it began decides.
  public boolean holds(LedgerEntry entry) {
    return entry.tenant().equals(tenant)
        && whose.has(entry)
        && whose.of(entry).equals(who)
        && !entry.startedAt().isBefore(from)
        && entry.startedAt().isBefore(to);
  }
}
