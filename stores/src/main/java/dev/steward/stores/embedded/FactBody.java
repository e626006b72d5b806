package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Validity;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import java.time.Instant;

/// A revision of a fact as its row holds it, without what goes without saying.
record FactBody(
    String id,
    Scope scope,
    Layer layer,
    Fact.Kind kind,
    Fact.Claim claim,
    Fact.Origin origin,
    Labels labels,
    Times times,
    Fact.Standing standing,
    int proofs,
    boolean pinned,
    Revision.Event event,
    String by) {

  /// Its times in ISO 8601.
  ///
  /// @param validFrom empty: `recordedAt`
  /// @param validTo empty: [Validity#OPEN], like the three after it
  /// @param revisedAt when the revision happened; empty: `recordedAt`
  record Times(
      String recordedAt,
      String validFrom,
      String validTo,
      String supersededAt,
      String expiresAt,
      String reviewAt,
      String supersededBy,
      String revisedAt) {}

  static FactBody of(Revision revision) {
    var fact = revision.fact();
    var validity = fact.validity();
    var care = fact.care();
    var recordedAt = validity.recordedAt();
    return new FactBody(
        fact.id(),
        fact.scope(),
        fact.layer(),
        fact.kind(),
        fact.claim(),
        fact.origin(),
        fact.labels(),
        new Times(
            recordedAt.toString(),
            written(validity.validFrom(), recordedAt),
            written(validity.validTo(), Validity.OPEN),
            written(validity.supersededAt(), Validity.OPEN),
            written(care.expiresAt(), Validity.OPEN),
            written(care.reviewAt(), Validity.OPEN),
            validity.supersededBy(),
            written(revision.at(), recordedAt)),
        care.standing(),
        care.proofs(),
        care.pinned(),
        revision.event(),
        revision.by());
  }

  Fact fact() {
    var recordedAt = Instant.parse(times.recordedAt());
    return new Fact(
        id,
        scope,
        layer,
        kind,
        claim,
        origin,
        new Validity(
            read(times.validFrom(), recordedAt),
            read(times.validTo(), Validity.OPEN),
            recordedAt,
            read(times.supersededAt(), Validity.OPEN),
            times.supersededBy()),
        new Fact.Care(
            standing,
            proofs,
            pinned,
            read(times.expiresAt(), Validity.OPEN),
            read(times.reviewAt(), Validity.OPEN)),
        labels);
  }

  Revision revision() {
    var fact = fact();
    return new Revision(fact, event, read(times.revisedAt(), fact.recordedAt()), by);
  }

  private static String written(Instant time, Instant usual) {
    return time.equals(usual) ? "" : time.toString();
  }

  private static Instant read(String time, Instant usual) {
    return time.isEmpty() ? usual : Instant.parse(time);
  }
}
