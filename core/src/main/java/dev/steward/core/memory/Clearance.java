package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a principal may see and change of its tenant's memory.
record Clearance(Principal principal) {
  private static final String USER = "user_id";

  /// Whether it speaks for everybody.
  boolean isOwner() {
    return principal.users().isEmpty();
  }

  /// What somebody proposes to everybody is the owner's to read, until it is approved.
  boolean maySee(Entry entry) {
    return isOfTenant(entry)
        && (isOrganisations(entry)
            ? isOwner() || !isProposed(entry)
            : principal.maySpeakFor(entry.scope().user()));
  }

  private static boolean isProposed(Entry entry) {
    return entry instanceof Fact fact && fact.care().standing() == Fact.Standing.PROPOSED;
  }

  boolean mayChange(Entry entry) {
    return isOfTenant(entry)
        && (isOrganisations(entry) ? isOwner() : principal.maySpeakFor(entry.scope().user()));
  }

  private boolean isOfTenant(Entry entry) {
    return entry.scope().tenant().equals(principal.tenant());
  }

  private static boolean isOrganisations(Entry entry) {
    return entry instanceof Fact fact && fact.layer() == Layer.ORGANISATION;
  }

  /// The selection without what may not be seen; absent if nothing of it may.
  ///
  /// @throws Failure USER if a principal of some users selects the whole tenant
  Optional<Selection> admit(Selection selection) {
    var scope = selection.scope();
    if (!scope.tenant().equals(principal.tenant())) {
      return Optional.empty();
    }
    if (isOwner()) {
      return Optional.of(selection);
    }
    var approved =
        selection.withStandings(
            selection.standings().stream()
                .filter(standing -> standing != Fact.Standing.PROPOSED)
                .toArray(Fact.Standing[]::new));
    return switch (selection.reach()) {
      case OWN ->
          scope.user().isEmpty() || principal.maySpeakFor(scope.user())
              ? Optional.of(approved)
              : Optional.empty();
      case TENANT -> narrowed(approved);
    };
  }

  private Optional<Selection> narrowed(Selection selection) {
    var named =
        new TreeSet<>(
            users(selection.filter())
                .orElseThrow(() ->
                    Failure.user(
                        "This key speaks for some users only: say whose memory is meant; it may be"
                            + " that of "
                            + String.join(", ", new TreeSet<>(principal.users())))));
    named.retainAll(principal.users());
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(
            selection.withFilter(
                Filter.all(selection.filter(), new Filter.In(USER, List.copyOf(named)))));
  }

  /// The users that what meets a filter belongs to; absent where it may be anybody's.
  private static Optional<Set<String>> users(Filter filter) {
    return switch (filter) {
      case Filter.Eq(var field, var value) when field.equals(USER) ->
          Optional.of(Set.of(value.toString()));
      case Filter.In(var field, var values) when field.equals(USER) ->
          Optional.of(values.stream().map(Object::toString).collect(Collectors.toSet()));
      case Filter.And(var of) ->
          of.stream()
              .flatMap(each -> users(each).stream())
              .reduce((some, others) -> {
                var both = new HashSet<>(some);
                both.retainAll(others);
                return both;
              });
      case Filter.Or(var of) -> {
        var all = new ArrayList<Set<String>>();
        of.forEach(each -> users(each).ifPresent(all::add));
        yield all.size() < of.size()
            ? Optional.empty()
            : Optional.of(all.stream().flatMap(Collection::stream).collect(Collectors.toSet()));
      }
      case Filter.Eq _,
          Filter.In _,
          Filter.Not _,
          Filter.Present _,
          Filter.Compare _,
          Filter.Contains _ ->
          Optional.empty();
    };
  }

  /// Checks that it speaks for everybody.
  ///
  /// @param what would be done, as in "Reading the audit"
  void checkOwner(String what) {
    if (!isOwner()) {
      throw Failure.user(
          what
              + " concerns everybody, and this key speaks for some users only; use the owner's"
              + " key");
    }
  }

  /// Checks that it may act in the name of `by`.
  void checkActor(String by) {
    if (!principal.maySpeakFor(by)) {
      throw Failure.user(
          "This key may not act as '%s'; it may act as %s"
              .formatted(by, String.join(", ", new TreeSet<>(principal.users()))));
    }
  }

  /// A trust no higher than that of those whom it speaks for.
  Trust atMostOwn(Trust trust) {
    return isOwner() || trust != Trust.OWNER ? trust : Trust.TEAMMATE;
  }
}
