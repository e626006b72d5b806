package dev.steward.core.memory;

import dev.steward.core.Scope;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.memory.wording.InstructionLike;
import dev.steward.core.memory.wording.Likeness;
import dev.steward.core.model.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Tidies up by rules, without a model: merges what says the same, proposes to everybody what many
/// say, lists what is stale.
final class Consolidation {
  /// Who did it, in the history of facts.
  static final String NAME = "consolidation";

  /// How many facts are looked at in one go, the newest.
  private static final int MOST = 20_000;

  private static final Pattern OF_ALL =
      Pattern.compile(
          "\\b(?:company|organi[sz]ation|everyone|everybody|all employees|all of us|whole team"
              + "|entire team|company-wide|house rule)\\b",
          Pattern.CASE_INSENSITIVE);

  private final FactStore store;
  private final Owners owners;
  private final Ladders ladders;
  private final Neighbours neighbours;
  private final Moments moments;
  private final Writing.Limits limits;

  Consolidation(
      FactStore store,
      Owners owners,
      Ladders ladders,
      Neighbours neighbours,
      Moments moments,
      Writing.Limits limits) {
    this.store = store;
    this.owners = owners;
    this.ladders = ladders;
    this.neighbours = neighbours;
    this.moments = moments;
    this.limits = limits;
  }

  Consolidated consolidate(String tenant) {
    var at = moments.now();
    var merged = new ArrayList<Fact>();
    for (var fact : active(tenant, at)) {
      merged.addAll(merge(tenant, fact.id()));
    }
    var facts = active(tenant, at);
    return new Consolidated(
        merged,
        promote(tenant, facts),
        facts.stream().filter(fact -> Auditor.isStale(fact, at, limits)).toList());
  }

  private List<Fact> active(String tenant, Instant at) {
    return store.facts(
        Selection.recallable(new Scope(tenant, "", ""), at)
            .withReach(Selection.Reach.TENANT)
            .withTypes(Entry.Type.FACT)
            .withFilter(new Filter.Eq("layer", "user")),
        "",
        MOST);
  }

  /// Merges into the fact those younger ones that say the same.
  private List<Fact> merge(String tenant, String id) {
    var fact = store.fact(tenant, id);
    return fact.isEmpty()
        ? List.of()
        : owners.alone(fact.get().scope(), () -> mergeInto(tenant, id));
  }

  private List<Fact> mergeInto(String tenant, String id) {
    var found = store.fact(tenant, id).filter(Neighbours::isActive);
    if (found.isEmpty() || isDerived(found.get())) {
      return List.of();
    }
    var fact = found.get();
    var gist = Gist.of(fact.text());
    var same =
        neighbours.of(fact, Vector.NONE, Set.of()).stream()
            .filter(other -> !other.id().equals(id) && !isDerived(other))
            .filter(other -> isYounger(other, fact))
            .filter(other -> other.origin().trust().isPerson() == fact.origin().trust().isPerson())
            .filter(other -> Likeness.isSame(gist, Gist.of(other.text())))
            .toList();
    if (same.isEmpty()) {
      return List.of();
    }
    var revisions = new ArrayList<Revision>();
    var kept = fact;
    for (var other : same) {
      var at = moments.next(tenant, other.id());
      revisions.add(
          new Revision(
              other
                  .with(other.validity().closed(other.validity().validFrom(), at, id))
                  .with(other.care().with(Fact.Standing.SUPERSEDED)),
              Revision.Event.SUPERSEDED,
              at,
              NAME));
      kept = united(kept, other);
    }
    revisions.add(new Revision(kept, Revision.Event.CONFIRMED, moments.next(tenant, id), NAME));
    store.write(new FactStore.Batch(List.of(), revisions, List.of(), List.of()));
    ladders.written();
    return same;
  }

  private static boolean isYounger(Fact other, Fact fact) {
    return other.recordedAt().isAfter(fact.recordedAt())
        || (other.recordedAt().equals(fact.recordedAt()) && other.id().compareTo(fact.id()) > 0);
  }

  private static boolean isDerived(Fact fact) {
    return fact.author().equals(NAME);
  }

  private static Fact united(Fact kept, Fact other) {
    var citations = new LinkedHashSet<>(kept.origin().citations());
    citations.addAll(other.origin().citations());
    return kept.with(new Fact.Origin(List.copyOf(citations), kept.author(), kept.origin().trust()))
        .with(kept.care().withProofs(kept.care().proofs() + other.care().proofs()));
  }

  /// Proposes what several people say, or what is said to be for all.
  private List<Fact> promote(String tenant, List<Fact> facts) {
    var sayings = new LinkedHashMap<String, List<Fact>>();
    for (var fact : facts) {
      var isFit =
          fact.origin().trust().isPerson()
              && fact.labels().run().isEmpty()
              && !isDerived(fact)
              && InstructionLike.reason(fact.text()).isEmpty();
      if (isFit) {
        sayings.computeIfAbsent(Canonical.of(fact.text()), text -> new ArrayList<>()).add(fact);
      }
    }
    var proposed = new ArrayList<Fact>();
    for (var saying : sayings.entrySet()) {
      if (users(saying.getValue()).size() >= limits.promoteFrom()
          || OF_ALL.matcher(saying.getKey()).find()) {
        propose(tenant, saying.getKey(), saying.getValue(), proposed);
      }
    }
    return proposed;
  }

  private static Set<String> users(List<Fact> facts) {
    var users = new HashSet<String>();
    facts.forEach(fact -> users.add(fact.scope().user()));
    users.remove("");
    return users;
  }

  private void propose(String tenant, String canonical, List<Fact> said, List<Fact> proposed) {
    var organisation = new Scope(tenant, "", "");
    owners.alone(
        organisation,
        () -> {
          var id = proposalId(tenant, canonical);
          var isKnown =
              store.fact(tenant, id).isPresent()
                  || isRejected(tenant, id)
                  || !store.same(organisation, Layer.ORGANISATION, canonical).isEmpty();
          if (!isKnown) {
            var proposal = proposal(id, organisation, said);
            store.write(
                FactStore.Batch.of(
                    new Revision(proposal, Revision.Event.ADDED, proposal.recordedAt(), NAME)));
            ladders.written();
            proposed.add(proposal);
          }
          return true;
        });
  }

  /// Whether somebody has forgotten the proposal: it is not made again.
  private boolean isRejected(String tenant, String id) {
    return store.tombstones(tenant, MOST).stream()
        .anyMatch(stone -> stone.key().equals(Entry.Key.fact(tenant, id)));
  }

  private static String proposalId(String tenant, String canonical) {
    return UUID.nameUUIDFromBytes(
            "%s\nproposal\n%s".formatted(tenant, canonical).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private Fact proposal(String id, Scope organisation, List<Fact> said) {
    var first = said.getLast();
    var citations = new LinkedHashSet<Fact.Citation>();
    said.reversed().forEach(fact -> citations.addAll(fact.origin().citations()));
    return new Fact(
        id,
        organisation,
        Layer.ORGANISATION,
        first.kind(),
        first.claim(),
        new Fact.Origin(List.copyOf(citations), first.author(), first.origin().trust()),
        new Fact.Validity(
            first.validity().validFrom(),
            Fact.Validity.OPEN,
            moments.now(),
            Fact.Validity.OPEN,
            ""),
        Fact.Care.USUAL.with(Fact.Standing.PROPOSED).withProofs(said.size()),
        new Labels("", "", "", Map.of()));
  }
}
