package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.wording.Contradiction;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.model.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What people change about facts by hand, and what happened to facts.
final class Revising {
  private final FactStore store;
  private final Owners owners;
  private final Masking masking;
  private final Ladders ladders;
  private final Neighbours neighbours;
  private final Moments moments;
  private final Supplier<String> ids;
  private final Writing.Limits limits;

  Revising(
      FactStore store,
      Owners owners,
      Masking masking,
      Ladders ladders,
      Neighbours neighbours,
      Moments moments,
      Supplier<String> ids,
      Writing.Limits limits) {
    this.store = store;
    this.owners = owners;
    this.masking = masking;
    this.ladders = ladders;
    this.neighbours = neighbours;
    this.moments = moments;
    this.ids = ids;
    this.limits = limits;
  }

  /// @throws Failure USER if there is no such fact, or the new text is empty
  Fact edit(String tenant, String id, Edit edit, String by) {
    if (edit.text() != null && edit.text().isBlank()) {
      throw Failure.user("A fact can't be made empty; forget it, or say what it shall be");
    }
    return revised(tenant, id, Revision.Event.UPDATED, by, fact -> edited(fact, edit));
  }

  private Fact edited(Fact fact, Edit edit) {
    var edited = fact;
    if (edit.text() != null) {
      var text = masking.text(edit.text().strip());
      var gist = Gist.of(text);
      edited =
          edited.with(
              new Fact.Claim(
                  gist.subject().isEmpty() ? fact.subject() : gist.subject(),
                  gist.subject().isEmpty() ? fact.claim().predicate() : gist.predicate(),
                  text,
                  gist.names()));
    }
    if (edit.metadata() != null) {
      edited = edited.with(masking.labels(fact.labels().withMetadata(edit.metadata())));
    }
    if (edit.expiresAt() != null) {
      edited = edited.with(edited.care().withExpiry(edit.expiresAt()));
    }
    if (edit.validFrom() != null) {
      var validity = edited.validity();
      edited =
          edited.with(
              new Fact.Validity(
                  edit.validFrom(),
                  validity.validTo(),
                  validity.recordedAt(),
                  validity.supersededAt(),
                  validity.supersededBy()));
    }
    return edited;
  }

  /// @throws Failure USER if there is no such fact, or the decision doesn't fit its standing
  Fact decide(String tenant, String id, Decision decision, String by) {
    return switch (decision) {
      case PIN ->
          revised(
              tenant,
              id,
              Revision.Event.PINNED,
              by,
              fact -> fact.with(fact.care().withPinned(true)));
      case UNPIN ->
          revised(
              tenant,
              id,
              Revision.Event.UNPINNED,
              by,
              fact -> fact.with(fact.care().withPinned(false)));
      case KEEP ->
          revised(
              tenant,
              id,
              Revision.Event.UPDATED,
              by,
              fact -> fact.with(fact.care().withReview(moments.now().plus(limits.review()))));
      case QUARANTINE ->
          revised(
              tenant,
              id,
              Revision.Event.QUARANTINED,
              by,
              fact -> standing(fact, "held back", Fact.Standing.QUARANTINED, Fact.Standing.ACTIVE));
      case RESTORE ->
          revised(
              tenant,
              id,
              Revision.Event.RESTORED,
              by,
              fact ->
                  reopened(
                      standing(
                          fact,
                          "restored",
                          Fact.Standing.ACTIVE,
                          Fact.Standing.QUARANTINED,
                          Fact.Standing.SUPERSEDED)));
      case APPROVE -> approve(tenant, id, by);
    };
  }

  private static Fact standing(
      Fact fact, String done, Fact.Standing wanted, Fact.Standing... fitting) {
    if (!List.of(fitting).contains(fact.care().standing())) {
      throw Failure.user(
          "The fact %s can't be %s: it is %s"
              .formatted(
                  fact.id(),
                  done,
                  switch (fact.care().standing()) {
                    case ACTIVE -> "active";
                    case SUPERSEDED -> "superseded; restore it first";
                    case QUARANTINED -> "quarantined; restore it first";
                    case PROPOSED -> "proposed; approve it, or forget it";
                  }));
    }
    return fact.with(fact.care().with(wanted));
  }

  /// As if nothing had taken its place.
  static Fact reopened(Fact fact) {
    var validity = fact.validity();
    return validity.supersededBy().isEmpty()
        ? fact
        : fact.with(
            new Fact.Validity(
                validity.validFrom(),
                Fact.Validity.OPEN,
                validity.recordedAt(),
                Fact.Validity.OPEN,
                ""));
  }

  /// What is approved takes the place of what it contradicts.
  private Fact approve(String tenant, String id, String by) {
    return owners.alone(
        found(tenant, id).scope(),
        () -> {
          var approved =
              standing(found(tenant, id), "approved", Fact.Standing.ACTIVE, Fact.Standing.PROPOSED);
          var revisions = new ArrayList<Revision>();
          revisions.add(
              new Revision(approved, Revision.Event.APPROVED, moments.next(tenant, id), by));
          var gist = Gist.of(approved.text());
          for (var other : neighbours.of(approved, Vector.NONE, Set.of())) {
            if (!other.id().equals(id)
                && Contradiction.strength(Gist.of(other.text()), gist) >= Contradiction.SURE) {
              var at = moments.next(tenant, other.id());
              revisions.add(
                  new Revision(
                      other
                          .with(other.validity().closed(at, at, id))
                          .with(other.care().with(Fact.Standing.SUPERSEDED)),
                      Revision.Event.SUPERSEDED,
                      at,
                      by));
            }
          }
          write(revisions);
          return approved;
        });
  }

  /// Proposes that everybody should know a fact; the same proposal again is the first one.
  ///
  /// @throws Failure USER if there is no such fact, or it is not one that holds
  Fact propose(String tenant, String id, String by) {
    var organisation = new Scope(tenant, "", "");
    return owners.alone(
        organisation,
        () -> {
          var fact = found(tenant, id);
          if (fact.layer() == Layer.ORGANISATION) {
            throw Failure.user(
                "The fact %s is the organisation's already; there is nothing to propose"
                    .formatted(id));
          }
          standing(fact, "proposed", Fact.Standing.PROPOSED, Fact.Standing.ACTIVE);
          var known =
              store.same(organisation, Layer.ORGANISATION, Canonical.of(fact.text())).stream()
                  .filter(other ->
                      other.care().standing() == Fact.Standing.PROPOSED
                          || Neighbours.isActive(other))
                  .findFirst();
          if (known.isPresent()) {
            return known.get();
          }
          var proposal = proposal(fact, organisation);
          write(List.of(new Revision(proposal, Revision.Event.ADDED, proposal.recordedAt(), by)));
          moments.next(tenant, proposal.id());
          return proposal;
        });
  }

  private Fact proposal(Fact fact, Scope organisation) {
    return new Fact(
        ids.get(),
        organisation,
        Layer.ORGANISATION,
        fact.kind(),
        fact.claim(),
        fact.origin(),
        new Fact.Validity(
            fact.validity().validFrom(),
            fact.validity().validTo(),
            moments.now(),
            Fact.Validity.OPEN,
            ""),
        Fact.Care.USUAL.with(Fact.Standing.PROPOSED),
        new Labels("", "", "", fact.labels().metadata()));
  }

  /// What happened to a fact and to those that it took the place of, oldest first.
  ///
  /// @throws Failure USER if there is no such fact
  List<Revision> history(String tenant, String id) {
    found(tenant, id);
    var revisions = new ArrayList<Revision>();
    var seen = new HashSet<String>();
    var waiting = new ArrayList<String>(List.of(id));
    while (!waiting.isEmpty()) {
      var next = waiting.removeLast();
      if (seen.add(next)) {
        revisions.addAll(store.history(tenant, next));
        supersededBy(tenant, next).forEach(older -> waiting.add(older.id()));
      }
    }
    revisions.sort(Comparator.comparing(Revision::at));
    return List.copyOf(revisions);
  }

  private List<Fact> supersededBy(String tenant, String id) {
    return Rows.facts(store, Rows.all(tenant).withFilter(new Filter.Eq("superseded_by", id)));
  }

  private Fact revised(
      String tenant, String id, Revision.Event event, String by, UnaryOperator<Fact> change) {
    return owners.alone(
        found(tenant, id).scope(),
        () -> {
          var changed = change.apply(found(tenant, id));
          write(List.of(new Revision(changed, event, moments.next(tenant, id), by)));
          return changed;
        });
  }

  private void write(List<Revision> revisions) {
    store.write(new FactStore.Batch(List.of(), revisions, List.of(), List.of()));
    ladders.written();
  }

  private Fact found(String tenant, String id) {
    return store
        .fact(tenant, id)
        .orElseThrow(() ->
            Failure.user(
                "There is no fact %s; look for it with `steward memory list`".formatted(id)));
  }
}
