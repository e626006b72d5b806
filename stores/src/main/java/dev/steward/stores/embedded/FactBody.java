package dev.steward.stores.embedded;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Validity;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the row of a fact's revision holds beside its columns.
///
/// @param labels null: none
/// @param times null: columns hold all
/// @param repeats how often it was said again
/// @param by empty: its author
/// @param unsigned whether nobody did it
record FactBody(
    Fact.Kind kind,
    Fact.Claim claim,
    Fact.Origin origin,
    @Nullable Labels labels,
    @Nullable Moments times,
    int repeats,
    boolean pinned,
    String by,
    boolean unsigned) {
  private static final Moments IN_COLUMNS = new Moments("", "", "", "", "", "", "", "");

  /// Times in ISO 8601 that columns don't hold, or not exactly; empty where they do.
  ///
  /// @param validFrom empty: when it was recorded
  /// @param supersededAt empty: [Validity#OPEN]
  /// @param reviewAt empty: [Validity#OPEN]
  record Moments(
      String recordedAt,
      String validFrom,
      String validTo,
      String supersededAt,
      String supersededBy,
      String expiresAt,
      String reviewAt,
      String revisedAt) {}

  static FactBody of(Revision revision) {
    var fact = revision.fact();
    var validity = fact.validity();
    var times =
        new Moments(
            Times.beside(validity.recordedAt()),
            unless(validity.recordedAt(), validity.validFrom()),
            endBeside(validity.validTo()),
            unless(Validity.OPEN, validity.supersededAt()),
            validity.supersededBy(),
            endBeside(fact.care().expiresAt()),
            unless(Validity.OPEN, fact.care().reviewAt()),
            Times.beside(revision.at()));
    return new FactBody(
        fact.kind(),
        fact.claim(),
        fact.origin(),
        fact.labels().equals(Labels.NONE) ? null : fact.labels(),
        times.equals(IN_COLUMNS) ? null : times,
        fact.care().proofs() - 1,
        fact.care().pinned(),
        revision.by().equals(fact.origin().author()) ? "" : revision.by(),
        revision.by().isEmpty());
  }

  Labels labelsOrNone() {
    return labels == null ? Labels.NONE : labels;
  }

  Moments timesOrNone() {
    return times == null ? IN_COLUMNS : times;
  }

  String doneBy() {
    return by.isEmpty() && !unsigned ? origin.author() : by;
  }

  private static String unless(Instant usual, Instant time) {
    return time.equals(usual) ? "" : time.toString();
  }

  private static String endBeside(Instant end) {
    return end.equals(Validity.OPEN) ? "" : Times.beside(end);
  }
}
