package dev.steward.core;

import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Audit;
import dev.steward.core.memory.Decision;
import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Statistics;
import dev.steward.core.memory.Target;
import dev.steward.core.memory.Tombstone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Everything that can be asked of memory. What belongs to another tenant, or to a user that the
/// principal may not speak for, is absent; a principal of some users only may neither select the
/// whole tenant without naming one of them nor write what everybody is to know.
public interface MemoryDesk {
  /// Keeps messages. When it returns, they are durable and can be found; facts follow.
  ///
  /// @throws Failure USER if nothing was said, or nobody is named that it is about
  Added add(Principal principal, Addition addition);

  /// What is known about the text of `search`, best first.
  List<Recollection> search(Principal principal, Search search);

  Optional<Fact> fact(Principal principal, String id);

  Optional<Message> message(Principal principal, String id);

  /// The selected facts, newest first, recorded before the fact `before` (empty: from the newest).
  List<Fact> list(Principal principal, Selection selection, String before, int limit);

  long count(Principal principal, Selection selection);

  /// What happened to a fact and to those that it took the place of, oldest first.
  ///
  /// @throws Failure USER if there is no such fact
  List<Revision> history(Principal principal, String fact);

  /// The selected facts as they were believed at `believed` to hold at `held`, newest first.
  List<Fact> asOf(
      Principal principal,
      Selection selection,
      Instant held,
      Instant believed,
      String before,
      int limit);

  /// Changes a fact by hand.
  ///
  /// @throws Failure USER if there is no such fact
  Fact edit(Principal principal, String fact, Edit edit, String by);

  /// Does what a person decided about a fact.
  ///
  /// @throws Failure USER if there is no such fact, or the decision doesn't fit its standing
  Fact decide(Principal principal, String fact, Decision decision, String by);

  /// Proposes that everybody in the organisation should know a user's fact.
  Fact propose(Principal principal, String fact, String by);

  /// Forgets for good, or says what would be forgotten.
  Erasure forget(Principal principal, Target target, boolean dryRun, String by);

  List<Tombstone> tombstones(Principal principal, int limit);

  Optional<Extraction> extraction(Principal principal, String id);

  List<Extraction> extractions(
      Principal principal, Set<Extraction.State> states, String before, int limit);

  /// Tries a parked extraction again.
  Extraction retry(Principal principal, String extraction);

  Audit audit(Principal principal);

  Statistics statistics(Principal principal);

  /// Builds the index anew from the rows, with the embedder of the settings, while the old one
  /// serves; returns when the new one serves. What a crash ended goes on at the next start.
  ///
  /// @param progress how many changes of entries of how many the new one has
  /// @throws Failure what went wrong; it is tried again in the background
  void reindex(Principal principal, Consumer<Progress> progress);

  record Progress(long done, long of) {}

  /// Everything of the tenant that the principal may see, in an order in which it can be taken over
  /// again: messages, then facts with their history.
  void export(Principal principal, Selection selection, Consumer<Exported> each);

  sealed interface Exported {
    record OfMessage(Message message) implements Exported {}

    /// A fact and all that happened to it.
    ///
    /// @param history oldest first, the fact as it is now last
    record OfFact(List<Revision> history) implements Exported {
      public OfFact {
        history = List.copyOf(history);
      }
    }
  }

  /// Takes over what was exported. What is there already stays as it is, so that taking over the
  /// same twice changes nothing; secrets are masked.
  ///
  /// @return how many entries were new
  int takeOver(Principal principal, List<Exported> entries);
}
