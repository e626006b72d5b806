package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Finds facts in messages. Safe for use by many threads.
@FunctionalInterface
public interface Extractor {
  /// Finds nothing.
  Extractor NONE = request -> List.of();

  /// What the messages say that is worth to be remembered; nothing if there is nothing.
  ///
  /// @throws dev.steward.core.Failure if it can't be found out now; the message never holds a text
  List<Draft> extract(Request request);

  /// A task for an extractor.
  ///
  /// @param key of this attempt; the same attempt is paid once
  /// @param messages of one user and thread, in the order in which they were said, without what
  ///   must not be extracted; never empty
  /// @param known facts that may be repeated or superseded by what the messages say
  /// @param instructions what else an extracting model is told, or empty
  record Request(
      String key, Scope scope, List<Message> messages, List<Fact> known, String instructions) {
    public Request {
      messages = List.copyOf(messages);
      known = List.copyOf(known);
    }
  }

  /// A fact as it was found.
  ///
  /// @param claim what is said; self-contained, names instead of pronouns
  /// @param citations where in the request's messages it stands; never empty
  /// @param author who said it
  /// @param validFrom from when on it holds
  /// @param validTo until when it holds; [Fact.Validity#OPEN] if that is not known
  /// @param repeats the ids of facts that say the same
  /// @param supersedes the ids of facts that no longer hold because of it
  record Draft(
      Fact.Kind kind,
      Fact.Claim claim,
      List<Fact.Citation> citations,
      String author,
      Instant validFrom,
      Instant validTo,
      Set<String> repeats,
      Set<String> supersedes) {
    public Draft {
      citations = List.copyOf(citations);
      repeats = Set.copyOf(repeats);
      supersedes = Set.copyOf(supersedes);
    }
  }
}
