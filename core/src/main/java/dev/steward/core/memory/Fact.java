package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One thing that is remembered, when it held and when it was believed, and where it came from.
///
/// @param id unique within the tenant
/// @param scope whose: the organisation layer has neither user nor session; the user layer no
///   session, and a user unless it belongs to an agent, an app or a run alone; the session layer
///   both
public record Fact(
    String id,
    Scope scope,
    Layer layer,
    Kind kind,
    Claim claim,
    Origin origin,
    Validity validity,
    Care care,
    Labels labels)
    implements Entry {

  public enum Kind {
    FACT,
    DECISION,
    PREFERENCE,
    POLICY,
    /// A text to be used again.
    TEMPLATE,
    /// Something that happened or will happen at a time.
    EVENT,
    /// Something that somebody promised to do.
    COMMITMENT;

    /// Whether it says how things are to be done, so that only a person may say it.
    public boolean isRule() {
      return this == PREFERENCE || this == POLICY;
    }
  }

  /// What is said.
  ///
  /// @param subject what it is about, as `type:id` (`event:e1`) or in words (`budget limit`), or
  ///   empty
  /// @param predicate what of the subject it tells, such as `amount`, or empty: two facts with the
  ///   same subject and predicate can't both hold at one time
  /// @param text one self-contained sentence or more, secrets masked
  /// @param entities who and what it names, as it names them
  public record Claim(String subject, String predicate, String text, Set<String> entities) {
    public Claim {
      entities = Set.copyOf(entities);
    }

    public Claim withText(String text) {
      return new Claim(subject, predicate, text, entities);
    }
  }

  /// Where a fact came from.
  ///
  /// @param author who said or decided it: a user, or an agent's name
  public record Origin(List<Citation> citations, String author, Trust trust) {
    public Origin {
      citations = List.copyOf(citations);
    }
  }

  /// A place in a message that a fact rests on.
  ///
  /// @param source the id of the message, or where else (`steward.yaml`)
  /// @param start index of the first character; 0 where the whole message is meant
  /// @param end index after the last character; 0 where the whole message is meant
  public record Citation(String source, int start, int end) {
    public static Citation whole(String source) {
      return new Citation(source, 0, 0);
    }
  }

  /// When it held in the world, from `validFrom` until before `validTo`, and when the store
  /// believed it, from `recordedAt` until before `supersededAt`.
  ///
  /// @param supersededBy the id of the fact that took its place, or empty
  public record Validity(
      Instant validFrom,
      Instant validTo,
      Instant recordedAt,
      Instant supersededAt,
      String supersededBy) {
    /// The end of what has no end yet.
    public static final Instant OPEN = Instant.parse("9999-12-31T00:00:00Z");

    public static Validity from(Instant recordedAt) {
      return new Validity(recordedAt, OPEN, recordedAt, OPEN, "");
    }

    /// Whether it was believed at `believed` to hold at `held`.
    public boolean covers(Instant held, Instant believed) {
      return !held.isBefore(validFrom)
          && held.isBefore(validTo)
          && !believed.isBefore(recordedAt)
          && believed.isBefore(supersededAt);
    }

    /// The same, no longer true from `validTo` on because of the fact `by`, as known from `at` on.
    public Validity closed(Instant validTo, Instant at, String by) {
      return new Validity(validFrom, validTo, recordedAt, at, by);
    }
  }

  /// How it is treated.
  ///
  /// @param proofs how often it was said; at least 1
  /// @param pinned always placed in a context, and never offered for review
  /// @param expiresAt when it stops being recalled; [Validity#OPEN]: never
  /// @param reviewAt when somebody should look whether it still holds; [Validity#OPEN]: never
  public record Care(
      Standing standing, int proofs, boolean pinned, Instant expiresAt, Instant reviewAt) {
    public static final Care USUAL =
        new Care(Standing.ACTIVE, 1, false, Validity.OPEN, Validity.OPEN);

    public Care with(Standing standing) {
      return new Care(standing, proofs, pinned, expiresAt, reviewAt);
    }

    public Care withProofs(int proofs) {
      return new Care(standing, proofs, pinned, expiresAt, reviewAt);
    }

    public Care withPinned(boolean pinned) {
      return new Care(standing, proofs, pinned, expiresAt, reviewAt);
    }

    public Care withExpiry(Instant expiresAt) {
      return new Care(standing, proofs, pinned, expiresAt, reviewAt);
    }

    public Care withReview(Instant reviewAt) {
      return new Care(standing, proofs, pinned, expiresAt, reviewAt);
    }
  }

  public enum Standing {
    /// Recalled.
    ACTIVE,
    /// Another fact took its place; kept for its history.
    SUPERSEDED,
    /// Held back because it reads like an instruction from outside; a person may release it.
    QUARANTINED,
    /// Waits for a person's yes to become what everybody knows.
    PROPOSED
  }

  /// A fact as somebody said it just now.
  ///
  /// @param source the id of the message it came from, or where else (`steward.yaml`), or empty
  public static Fact of(
      String id,
      Scope scope,
      Layer layer,
      Kind kind,
      String subject,
      String text,
      String source,
      String author,
      Instant recordedAt) {
    return new Fact(
        id,
        scope,
        layer,
        kind,
        new Claim(subject, "", text, Set.of()),
        new Origin(
            source.isEmpty() ? List.of() : List.of(Citation.whole(source)), author, Trust.OWNER),
        Validity.from(recordedAt),
        Care.USUAL,
        Labels.NONE);
  }

  public String subject() {
    return claim.subject();
  }

  @Override
  public String text() {
    return claim.text();
  }

  /// The message that it first came from, or where else; empty if nowhere.
  public String source() {
    return origin.citations().isEmpty() ? "" : origin.citations().getFirst().source();
  }

  public String author() {
    return origin.author();
  }

  public Instant recordedAt() {
    return validity.recordedAt();
  }

  @Override
  public Instant at() {
    return validity.recordedAt();
  }

  public Fact with(Claim claim) {
    return new Fact(id, scope, layer, kind, claim, origin, validity, care, labels);
  }

  public Fact with(Origin origin) {
    return new Fact(id, scope, layer, kind, claim, origin, validity, care, labels);
  }

  public Fact with(Validity validity) {
    return new Fact(id, scope, layer, kind, claim, origin, validity, care, labels);
  }

  public Fact with(Care care) {
    return new Fact(id, scope, layer, kind, claim, origin, validity, care, labels);
  }

  public Fact with(Labels labels) {
    return new Fact(id, scope, layer, kind, claim, origin, validity, care, labels);
  }
}
