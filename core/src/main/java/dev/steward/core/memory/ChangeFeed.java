package dev.steward.core.memory;

import dev.steward.core.model.Vector;
import dev.steward.core.text.Cut;
import java.util.List;

/// What changed in messages and facts, numbered, so that indexes can follow; and the vectors that
/// are kept with them. An entry may have one vector of each embedder.
public interface ChangeFeed {
  /// What changed after `seq`, in order: each entry's latest state once, with its vector of
  /// `embedder` if it has one.
  List<Change> changes(long seq, String embedder, int limit);

  /// The number of the last change; 0 if there is none.
  long lastChange();

  /// Entries of every tenant that have no vector of this embedder, oldest first.
  List<Unembedded> unembedded(String embedder, int limit);

  /// An entry that needs a vector.
  ///
  /// @param before what was said just before it in its thread ([Entry#spoken]), or empty: what a
  ///   message means is often said by the one that it answers; of a fact only if it is a message
  ///   word for word, for one in words of its own is understood alone
  /// @param reply what an assistant said right after what a person said in it ([Entry#spoken]), or
  ///   empty; of a fact likewise
  record Unembedded(Entry entry, String before, String reply) {
    /// So much of what was said before counts: what is answered stands at its end, and a long text
    /// would drown a short answer to it.
    private static final int AROUND = 200;

    /// What is embedded. A short question and its short answer are one text, and one vector.
    public String passage() {
      if (!reply.isEmpty() && reply.length() <= AROUND && entry.spoken().length() <= AROUND) {
        return entry.spoken() + " " + reply;
      }
      if (!before.isEmpty()) {
        return Cut.toLast(before, AROUND) + " " + entry.spoken();
      }
      return switch (entry) {
        case Message said -> said.spoken();
        case Fact fact -> DecisionText.decision(fact.text());
      };
    }
  }

  /// How many entries have no vector of this embedder.
  long countUnembedded(String embedder);

  /// Keeps vectors. An entry that is gone meanwhile is passed over.
  void embed(List<Embedded> vectors);

  /// Deletes the vectors of all embedders but these; says how many.
  long keepVectorsOf(List<String> embedders);

  /// An entry's vector.
  ///
  /// @param embedder the [dev.steward.core.model.Embedder#id] that it is of
  record Embedded(Entry.Key key, String embedder, Vector vector) {}

  /// A change of one entry, numbered from 1 by the store.
  sealed interface Change {
    long seq();

    Entry.Key key();

    /// Added, revised, or its vector was kept.
    ///
    /// @param thread what a message has in common with those of the same user and session; of a
    ///   fact that cites a message whole, that message's; else empty
    /// @param place where in its thread it stands, counted from 1; 0 if it is in none
    /// @param vector of the embedder that was asked for; [Vector#NONE] if it has none yet
    record Put(long seq, Entry entry, String thread, long place, Vector vector) implements Change {
      @Override
      public Entry.Key key() {
        return entry.key();
      }
    }

    record Gone(long seq, Entry.Key key) implements Change {}
  }
}
