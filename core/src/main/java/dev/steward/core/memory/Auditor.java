package dev.steward.core.memory;

import dev.steward.core.Scope;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.memory.wording.Likeness;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks for what is wrong in a memory, and changes nothing.
final class Auditor {
  private static final int MOST_FINDINGS = 1_000;

  private final FactStore store;
  private final Neighbours neighbours;
  private final Masking masking;
  private final Writing.Limits limits;

  Auditor(FactStore store, Neighbours neighbours, Masking masking, Writing.Limits limits) {
    this.store = store;
    this.neighbours = neighbours;
    this.masking = masking;
    this.limits = limits;
  }

  /// What somebody should look at in the tenant's memory at `at`.
  Audit audit(String tenant, Instant at) {
    var findings = new ArrayList<Audit.Finding>();
    var facts = Rows.facts(store, Rows.all(tenant)).stream().filter(Neighbours::isActive).toList();
    duplicates(facts, findings);
    nearDuplicates(facts, findings);
    for (var fact : facts) {
      examine(fact, at, findings);
    }
    parked(tenant, findings);
    return new Audit(
        facts.size(),
        store.countMessages(tenant),
        findings.stream().limit(MOST_FINDINGS).map(this::masked).toList());
  }

  private Audit.Finding masked(Audit.Finding finding) {
    return new Audit.Finding(finding.kind(), finding.facts(), masking.text(finding.detail()));
  }

  private record Place(Scope scope, Layer layer, Labels filed, String canonical) {}

  private static void duplicates(List<Fact> facts, List<Audit.Finding> findings) {
    var places = new LinkedHashMap<Place, List<String>>();
    for (var fact : facts) {
      places
          .computeIfAbsent(
              new Place(
                  fact.scope(),
                  fact.layer(),
                  fact.labels().withMetadata(Map.of()),
                  Canonical.of(fact.text())),
              place -> new ArrayList<>())
          .add(fact.id());
    }
    places.values().stream()
        .filter(ids -> ids.size() > 1)
        .forEach(ids ->
            findings.add(
                new Audit.Finding(
                    Audit.Kind.EXACT_DUPLICATE,
                    ids,
                    "%d facts in the same words; forget all but one".formatted(ids.size()))));
  }

  private void nearDuplicates(List<Fact> facts, List<Audit.Finding> findings) {
    var seen = new HashSet<Set<String>>();
    for (var fact : facts) {
      var gist = Gist.of(fact.text());
      for (var other : neighbours.of(fact, Vector.NONE, Set.of())) {
        var isOther =
            !other.id().equals(fact.id())
                && !Canonical.of(other.text()).equals(Canonical.of(fact.text()));
        if (isOther
            && Likeness.isSame(gist, Gist.of(other.text()))
            && seen.add(Set.of(fact.id(), other.id()))) {
          findings.add(
              new Audit.Finding(
                  Audit.Kind.NEAR_DUPLICATE,
                  List.of(fact.id(), other.id()),
                  "both say the same; forget one"));
        }
      }
    }
  }

  private void examine(Fact fact, Instant at, List<Audit.Finding> findings) {
    var ids = List.of(fact.id());
    var kinds = masking.kinds(fact.text());
    if (!kinds.isEmpty()) {
      findings.add(
          new Audit.Finding(
              Audit.Kind.SECRET,
              ids,
              "holds a secret (%s); forget it".formatted(String.join(", ", kinds))));
    }
    if (isStale(fact, at, limits)) {
      findings.add(
          new Audit.Finding(
              Audit.Kind.STALE,
              ids,
              "nobody has said or confirmed it for long; keep it, or forget it"));
    }
    var messages = new HashMap<String, Message>();
    for (var citation : fact.origin().citations()) {
      store
          .message(fact.scope().tenant(), citation.source())
          .ifPresent(message -> messages.put(message.id(), message));
    }
    var isElsewhere =
        fact.layer() == Layer.ORGANISATION
            || fact.layer() == Layer.SESSION
            || fact.origin().citations().isEmpty();
    if (messages.isEmpty() && !isElsewhere) {
      findings.add(
          new Audit.Finding(
              Audit.Kind.ORPHAN, ids, "what it cites is not there: %s".formatted(fact.source())));
    }
    var isTold =
        fact.layer() == Layer.USER
            && fact.origin().trust() == Trust.MODEL
            && isKnownOtherwise(fact);
    if (isTold) {
      findings.add(
          new Audit.Finding(
              Audit.Kind.RECALL_LOOP,
              ids,
              "an agent said it that had been told the same; forget it"));
    }
  }

  private boolean isKnownOtherwise(Fact fact) {
    var gist = Gist.of(fact.text());
    return neighbours.of(fact, Vector.NONE, Set.of()).stream()
        .filter(other -> !other.id().equals(fact.id()) && other.origin().trust() != Trust.MODEL)
        .anyMatch(other -> Likeness.isSame(gist, Gist.of(other.text())));
  }

  /// Whether somebody should look whether a fact still holds.
  static boolean isStale(Fact fact, Instant at, Writing.Limits limits) {
    if (fact.care().pinned() || fact.layer() != Layer.USER) {
      return false;
    }
    var review = fact.care().reviewAt();
    return review.equals(Fact.Validity.OPEN)
        ? fact.recordedAt().plus(limits.review().multipliedBy(fact.care().proofs())).isBefore(at)
        : review.isBefore(at);
  }

  private void parked(String tenant, List<Audit.Finding> findings) {
    for (var extraction :
        store.extractions(tenant, Set.of(Extraction.State.PARKED), "", MOST_FINDINGS)) {
      findings.add(
          new Audit.Finding(
              Audit.Kind.PARKED,
              List.of(),
              "extraction %s: %s; try it again, or forget its messages"
                  .formatted(extraction.id(), extraction.error())));
    }
  }
}
