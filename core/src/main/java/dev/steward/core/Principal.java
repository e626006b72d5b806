package dev.steward.core;

import java.util.Set;

/// Who asks, from the credential: a tenant, and the users that may be spoken for.
///
/// @param users empty: all of the tenant's
public record Principal(String tenant, Set<String> users) {
  public Principal {
    users = Set.copyOf(users);
  }

  /// The owner of a tenant, who speaks for all of its users.
  public static Principal owner(String tenant) {
    return new Principal(tenant, Set.of());
  }

  public boolean maySpeakFor(String user) {
    return users.isEmpty() || users.contains(user);
  }
}
