package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/// Which entries are meant: whose, of which types and standings, and which of those by their
/// fields.
///
/// @param at messages and facts whose lifetime has ended by then are left out (their session, their
///   expiry, their validity in the world)
/// @param standings of facts; messages have none
public record Selection(
    Scope scope,
    Reach reach,
    Set<Entry.Type> types,
    Set<Fact.Standing> standings,
    Instant at,
    Filter filter) {

  public enum Reach {
    /// What the scope's user may see in its session: the organisation's, the user's, the session's.
    OWN,
    /// Everything of the scope's tenant; the scope's user and session mean nothing.
    TENANT
  }

  public Selection {
    types = Set.copyOf(types);
    standings = Set.copyOf(standings);
  }

  /// What may be recalled at `at` by the user of `scope`: messages, and the facts that hold.
  public static Selection recallable(Scope scope, Instant at) {
    return new Selection(
        scope,
        Reach.OWN,
        Set.of(Entry.Type.values()),
        Set.of(Fact.Standing.ACTIVE),
        at,
        Filter.all());
  }

  /// The facts of one layer that may be recalled at `at` by the user of `scope`.
  public static Selection ofLayer(Scope scope, Layer layer, Instant at) {
    return recallable(scope, at)
        .withTypes(Entry.Type.FACT)
        .withFilter(new Filter.Eq("layer", layer.name().toLowerCase(Locale.ROOT)));
  }

  public Selection withTypes(Entry.Type... types) {
    return new Selection(scope, reach, Set.of(types), standings, at, filter);
  }

  public Selection withStandings(Fact.Standing... standings) {
    return new Selection(scope, reach, types, Set.of(standings), at, filter);
  }

  public Selection withFilter(Filter filter) {
    return new Selection(scope, reach, types, standings, at, filter);
  }

  public Selection withReach(Reach reach) {
    return new Selection(scope, reach, types, standings, at, filter);
  }

  public Selection at(Instant at) {
    return new Selection(scope, reach, types, standings, at, filter);
  }

  /// Whether `entry` is meant, for whoever has its row in hand. A store that finds more must still
  /// ask this.
  public boolean includes(Entry entry) {
    return types.contains(entry.key().type())
        && isReached(entry)
        && isAlive(entry)
        && filter.test(name -> Fields.of(entry, name));
  }

  private boolean isReached(Entry entry) {
    var owner = entry.scope();
    if (!owner.tenant().equals(scope.tenant())) {
      return false;
    }
    if (reach == Reach.TENANT) {
      return true;
    }
    var sameUser = !scope.user().isEmpty() && owner.user().equals(scope.user());
    return switch (entry) {
      case Message _ -> sameUser;
      case Fact fact ->
          switch (fact.layer()) {
            case ORGANISATION -> true;
            case USER -> sameUser;
            case SESSION ->
                sameUser && !scope.session().isEmpty() && owner.session().equals(scope.session());
            case CONVERSATION -> false;
          };
    };
  }

  private boolean isAlive(Entry entry) {
    return switch (entry) {
      case Message _ -> true;
      case Fact fact ->
          standings.contains(fact.care().standing())
              && fact.care().expiresAt().isAfter(at)
              && (fact.care().standing() != Fact.Standing.ACTIVE
                  || fact.validity().validTo().isAfter(at));
    };
  }
}
