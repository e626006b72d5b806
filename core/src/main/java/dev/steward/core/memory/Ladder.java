package dev.steward.core.memory;

import dev.steward.core.memory.wording.Contradiction;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.memory.wording.InstructionLike;
import dev.steward.core.memory.wording.Likeness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Decides what becomes of facts that want to be remembered, step by step: the same words again, or
/// the same said otherwise, are a further proof; what contradicts an older fact takes its place;
/// everything else is new. What was decided is written by whoever asked, all at once.
///
/// Used by one thread, which must be alone with the owner of the facts ([Owners]).
final class Ladder {
  /// Who holds facts back, in their history.
  static final String GUARD = "guard: ";

  /// A longer text says several things; that one of them changed closes none of the others.
  private static final int LONGEST_CLOSED = 300;

  private final Neighbours neighbours;
  private final Moments moments;
  private final Gists gists;
  private final BiFunction<String, String, Instant> saidAt;

  private final Map<String, Fact> changed = new LinkedHashMap<>();
  private final Map<String, Instant> said = new LinkedHashMap<>();
  private final List<Revision> revisions = new ArrayList<>();

  /// A ladder that nobody has climbed yet.
  ///
  /// @param saidAt when the message of this tenant and id was said; the earliest time if it is
  ///   nowhere
  Ladder(
      Neighbours neighbours,
      Moments moments,
      Gists gists,
      BiFunction<String, String, Instant> saidAt) {
    this.neighbours = neighbours;
    this.moments = moments;
    this.gists = gists;
    this.saidAt = saidAt;
  }

  /// A fact as it is now, and what was done about it.
  record Placed(Fact fact, Revision.Event event) {}

  /// What is to be written.
  List<Revision> revisions() {
    return List.copyOf(revisions);
  }

  /// A fact as it is by now.
  Fact latest(Fact fact) {
    return changed.getOrDefault(fact.id(), fact);
  }

  /// Places one more fact.
  Placed place(Candidate wanted) {
    var candidate = wanted.with(tamed(wanted.fact()));
    var reason = suspicion(candidate.fact());
    if (!reason.isEmpty()) {
      return quarantined(candidate, reason);
    }
    for (var same : same(candidate.fact())) {
      if (isRepeated(candidate, same)) {
        return confirmed(candidate, same);
      }
    }
    if (isDerived(candidate.fact())) {
      return inserted(candidate, List.of());
    }
    var others = others(candidate);
    if (!candidate.verbatim()) {
      for (var other : others) {
        if (saysTheSame(candidate, other)) {
          return confirmed(candidate, other);
        }
      }
    }
    return inserted(candidate, contradicted(candidate, others));
  }

  /// Why a fact that no person said is to be held back, or empty.
  private static String suspicion(Fact fact) {
    return fact.origin().trust().isPerson() ? "" : InstructionLike.reason(fact.text());
  }

  /// A summary says again what facts say, and neither proves nor contradicts any.
  private static boolean isDerived(Fact fact) {
    return fact.author().equals(Consolidation.NAME);
  }

  /// Only a person's word becomes a rule.
  private static Fact tamed(Fact fact) {
    return fact.kind().isRule() && !fact.origin().trust().isPerson()
        ? new Fact(
            fact.id(),
            fact.scope(),
            fact.layer(),
            Fact.Kind.FACT,
            fact.claim(),
            fact.origin(),
            fact.validity(),
            fact.care(),
            fact.labels())
        : fact;
  }

  /// The same words as `same` are a repeat of it, unless something else held in between.
  private boolean isRepeated(Candidate candidate, Fact same) {
    return switch (same.care().standing()) {
      case ACTIVE -> true;
      case SUPERSEDED -> candidate.said().isBefore(same.validity().validTo());
      case QUARANTINED -> !candidate.fact().origin().trust().isPerson();
      case PROPOSED -> candidate.fact().care().standing() == Fact.Standing.PROPOSED;
    };
  }

  private boolean saysTheSame(Candidate candidate, Fact other) {
    return candidate.repeats().contains(other.id())
        ? Likeness.mayBeSame(candidate.gist(), gist(other))
        : Likeness.isSame(candidate.gist(), gist(other));
  }

  /// Facts that the candidate may have to do with, as they are by now.
  private List<Fact> others(Candidate candidate) {
    var also = new LinkedHashSet<>(candidate.repeats());
    also.addAll(candidate.supersedes());
    var found =
        candidate.isPlain()
            ? neighbours.about(candidate.fact())
            : neighbours.of(candidate.fact(), candidate.vector(), also);
    return latest(candidate.fact(), found, one -> true).stream()
        .filter(other -> Neighbours.isActive(other) && !isDerived(other))
        .toList();
  }

  /// These as they are by now, and those placed before that belong with them.
  private List<Fact> latest(Fact fact, List<Fact> found, Predicate<Fact> belongs) {
    var latest = new LinkedHashMap<String, Fact>();
    found.forEach(one -> latest.put(one.id(), latest(one)));
    changed.values().stream()
        .filter(one -> Neighbours.isFiledAs(one, fact) && belongs.test(one))
        .forEach(one -> latest.putIfAbsent(one.id(), one));
    return List.copyOf(latest.values());
  }

  private List<Fact> same(Fact fact) {
    var canonical = Canonical.of(fact.text());
    return latest(fact, neighbours.same(fact), one -> Canonical.of(one.text()).equals(canonical));
  }

  private Gist gist(Fact fact) {
    return gists.of(fact.text());
  }

  private List<Fact> contradicted(Candidate candidate, List<Fact> others) {
    var sure = new ArrayList<Fact>();
    Fact likeliest = null;
    double best = 0;
    for (var other : others) {
      var otherGist = gist(other);
      if (candidate.supersedes().contains(other.id())
          && Likeness.haveInCommon(candidate.gist(), otherGist)) {
        sure.add(other);
        continue;
      }
      if (other.text().length() > LONGEST_CLOSED) {
        continue;
      }
      var strength = strength(candidate, other, otherGist);
      if (strength >= Contradiction.SURE) {
        sure.add(other);
      } else if (strength >= Contradiction.LIKELY && strength > best && !candidate.verbatim()) {
        best = strength;
        likeliest = other;
      }
    }
    return sure.isEmpty() && likeliest != null ? List.of(likeliest) : sure;
  }

  /// How surely what was said later, the candidate or `other`, takes the place of the earlier. When
  /// they were said is looked up only if it matters: for most it doesn't.
  private double strength(Candidate candidate, Fact other, Gist otherGist) {
    var ifLater = Contradiction.strength(otherGist, candidate.gist());
    var ifEarlier = Contradiction.strength(candidate.gist(), otherGist);
    return ifLater < Contradiction.LIKELY && ifEarlier < Contradiction.LIKELY
        ? 0
        : candidate.said().isBefore(said(other)) ? ifEarlier : ifLater;
  }

  private Placed inserted(Candidate candidate, List<Fact> contradicted) {
    var trust = candidate.fact().origin().trust();
    var above =
        contradicted.stream()
            .filter(other -> other.origin().trust().isPerson() && !trust.isPerson())
            .toList();
    if (!above.isEmpty()) {
      return quarantined(candidate, "contradicts what a person said");
    }
    var fact = candidate.fact();
    var newer =
        contradicted.stream()
            .filter(other -> candidate.said().isBefore(said(other)))
            .filter(other -> other.origin().trust().isAtLeast(trust))
            .min(Comparator.comparing(this::said));
    if (newer.isPresent()) {
      var by = newer.get();
      var until = later(by.validity().validFrom(), fact.validity().validFrom());
      fact =
          fact.with(fact.validity().closed(until, moments.now(), by.id()))
              .with(fact.care().with(Fact.Standing.SUPERSEDED));
    }
    add(fact, candidate.said());
    for (var older : contradicted) {
      if (newer.isEmpty()
          && !candidate.said().isBefore(said(older))
          && trust.isAtLeast(older.origin().trust())) {
        close(older, fact);
      }
    }
    return new Placed(latest(fact), Revision.Event.ADDED);
  }

  /// `older` holds until `by` begins to; if that is yet to come, it is recalled until then.
  private void close(Fact older, Fact by) {
    var at = moments.next(older.scope().tenant(), older.id());
    var until = later(by.validity().validFrom(), older.validity().validFrom());
    var closed =
        until.isAfter(moments.now())
            ? older.with(
                new Fact.Validity(
                    older.validity().validFrom(),
                    until,
                    older.validity().recordedAt(),
                    Fact.Validity.OPEN,
                    by.id()))
            : older
                .with(older.validity().closed(until, at, by.id()))
                .with(older.care().with(Fact.Standing.SUPERSEDED));
    revise(closed, Revision.Event.SUPERSEDED, at, by.author());
  }

  private Placed quarantined(Candidate candidate, String reason) {
    for (var same : same(candidate.fact())) {
      if (same.care().standing() == Fact.Standing.QUARANTINED) {
        return confirmed(candidate, same);
      }
    }
    var fact = candidate.fact();
    fact = fact.with(fact.care().with(Fact.Standing.QUARANTINED));
    add(fact, candidate.said());
    revise(
        fact,
        Revision.Event.QUARANTINED,
        moments.next(fact.scope().tenant(), fact.id()),
        GUARD + reason);
    return new Placed(fact, Revision.Event.QUARANTINED);
  }

  /// A further proof of `known`, unless it rests on the same message already. What an agent says
  /// again proves nothing: it was told.
  private Placed confirmed(Candidate candidate, Fact known) {
    var origin = candidate.fact().origin();
    var cited = new LinkedHashSet<>(known.origin().citations());
    var sources = sources(known.origin().citations());
    var fresh =
        origin.citations().stream()
            .filter(citation -> !sources.contains(citation.source()))
            .toList();
    var isUncited = origin.citations().isEmpty() && !known.id().equals(candidate.fact().id());
    if ((fresh.isEmpty() && !isUncited) || origin.trust() == Trust.MODEL) {
      return new Placed(known, Revision.Event.CONFIRMED);
    }
    cited.addAll(fresh);
    var trust =
        origin.trust().isAtLeast(known.origin().trust()) ? origin.trust() : known.origin().trust();
    var proofs = known.care().proofs() + Math.max(1, sources(fresh).size());
    var grown =
        known
            .with(new Fact.Origin(List.copyOf(cited), known.author(), trust))
            .with(known.care().withProofs(proofs))
            .with(united(known.labels(), candidate.fact().labels()));
    said.merge(known.id(), candidate.said(), (one, other) -> later(one, other));
    revise(
        grown,
        Revision.Event.CONFIRMED,
        moments.next(known.scope().tenant(), known.id()),
        origin.author());
    return new Placed(grown, Revision.Event.CONFIRMED);
  }

  private static Set<String> sources(List<Fact.Citation> citations) {
    var sources = new LinkedHashSet<String>();
    citations.forEach(citation -> sources.add(citation.source()));
    return sources;
  }

  /// The data of both; what is filed under the same name as it was filed last.
  private static Labels united(Labels known, Labels added) {
    var metadata = new LinkedHashMap<>(known.metadata());
    metadata.putAll(added.metadata());
    return known.withMetadata(metadata);
  }

  /// When the latest message that a fact rests on was said.
  private Instant said(Fact fact) {
    var placed = said.get(fact.id());
    if (placed != null) {
      return placed;
    }
    var cited =
        fact.origin().citations().stream()
            .map(citation -> saidAt.apply(fact.scope().tenant(), citation.source()))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return cited.equals(Instant.MIN) ? fact.recordedAt() : cited;
  }

  private void add(Fact fact, Instant saidAt) {
    said.put(fact.id(), saidAt);
    moments.next(fact.scope().tenant(), fact.id());
    changed.put(fact.id(), fact);
    revisions.add(Revision.added(fact));
  }

  private void revise(Fact fact, Revision.Event event, Instant at, String by) {
    changed.put(fact.id(), fact);
    revisions.add(new Revision(fact, event, at, by));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
