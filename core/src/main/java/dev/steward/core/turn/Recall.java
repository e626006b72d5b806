package dev.steward.core.turn;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.reading.ContextAssembler;
import dev.steward.core.memory.reading.ContextBudget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Gatherers;

/// Recalls what matters for a turn: what its text finds, what the session was just about, what is
/// pinned, the policies, and the talk so far.
final class Recall {
  private static final int RECALLED = 10;
  private static final int LATEST = 3;
  private static final int PINNED = 30;
  private static final int POLICIES = 50;
  private static final int HISTORY = 20;

  private final Memory memory;
  private final ContextAssembler contexts;

  /// @param budget how much of what is remembered an agent is shown
  Recall(Memory memory, ContextBudget budget) {
    this.memory = memory;
    this.contexts = new ContextAssembler(budget);
  }

  /// What an agent is shown for this question, and what was said before it.
  TurnState.Recalled of(TurnHandler.Question question) {
    var recalled = searched(question);
    var found = new ArrayList<Recollection>();
    var known = new HashSet<String>();
    add(found, known, recalled.getFirst());
    add(found, known, memory.latest(question.scope(), LATEST));
    add(found, known, memory.pinned(question.scope(), PINNED));
    add(found, known, policies(question.scope()));
    var said = memory.history(question.scope(), HISTORY);
    if (question.messages()) {
      said.forEach(message -> known.add(message.id()));
      add(found, known, recalled.getLast());
    }
    var shown = contexts.assemble(found, said);
    return new TurnState.Recalled(shown.known(), shown.said());
  }

  /// The facts and, if asked for, the messages that the question finds, looked for side by side.
  private List<List<Recollection>> searched(TurnHandler.Question question) {
    var searches = new ArrayList<Supplier<List<Recollection>>>();
    searches.add(() -> memory.recall(question.scope(), question.text(), RECALLED));
    if (question.messages()) {
      searches.add(() -> memory.recallMessages(question.scope(), question.text(), RECALLED));
    }
    return searches.stream()
        .gather(Gatherers.mapConcurrent(searches.size(), Supplier::get))
        .toList();
  }

  private List<Recollection> policies(Scope scope) {
    return memory.facts(scope, Layer.ORGANISATION, "", POLICIES).stream()
        .filter(fact -> fact.kind() == Fact.Kind.POLICY)
        .map(fact -> Recollection.unscored(fact, ""))
        .toList();
  }

  private static void add(List<Recollection> found, Set<String> known, List<Recollection> more) {
    more.stream().filter(recollection -> known.add(recollection.entry().id())).forEach(found::add);
  }
}
