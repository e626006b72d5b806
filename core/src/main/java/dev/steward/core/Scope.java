package dev.steward.core;

/// Whose. What one tenant or user has is never seen by another; only the organisation layer is
/// shared, within a tenant.
///
/// @param session empty where no session is meant
public record Scope(String tenant, String user, String session) {
  public Scope {
    if (tenant.isBlank()) {
      throw new IllegalArgumentException("a scope needs a tenant");
    }
  }

  public Scope withSession(String session) {
    return new Scope(tenant, user, session);
  }
}
