package dev.steward.core.memory;

import dev.steward.core.memory.wording.Gist;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.Set;

/// A fact that wants to be remembered.
///
/// @param said when the latest message that it rests on was said
/// @param repeats ids of facts that it is known to say again
/// @param supersedes ids of facts that it is known to take the place of
/// @param verbatim whether its wording must stay as it is, so that only the same words repeat it
/// @param vector of its text, or none
record Candidate(
    Fact fact,
    Gist gist,
    Instant said,
    Set<String> repeats,
    Set<String> supersedes,
    boolean verbatim,
    Vector vector) {
  Candidate(Fact fact, Instant said, boolean verbatim, Vector vector) {
    this(fact, Gist.of(fact.text()), said, Set.of(), Set.of(), verbatim, vector);
  }

  Candidate with(Fact fact) {
    return new Candidate(fact, gist, said, repeats, supersedes, verbatim, vector);
  }
}
