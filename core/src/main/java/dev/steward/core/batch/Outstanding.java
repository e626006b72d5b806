package dev.steward.core.batch;

import dev.steward.core.agent.LaterCalls.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The calls of a parcel that their items have not been told of, by their places in it.
final class Outstanding {
  private final List<Parcel.Call> calls;
  private final Set<Integer> open = new TreeSet<>();

  /// Of these, those whose word is handed on and is to be told.
  private final Set<Integer> ready = new HashSet<>();

  /// All of these calls.
  Outstanding(List<Parcel.Call> calls) {
    this.calls = calls;
    IntStream.range(0, calls.size()).forEach(open::add);
  }

  boolean isNone() {
    return open.isEmpty();
  }

  /// Whether some still wait for their word.
  boolean isAwaited() {
    return ready.size() < open.size();
  }

  /// Whether this one waits for its word; false for a place that the parcel does not have.
  boolean isWanted(int index) {
    return open.contains(index) && !ready.contains(index);
  }

  /// Hands on the word of one that waits for it.
  void hand(int index, Word word, Consumer<Delivery> hand) {
    ready.add(index);
    hand.accept(new Delivery(calls.get(index), word));
  }

  /// Hands on the words of all that wait for theirs.
  void handAll(Function<Parcel.Call, Word> words, Consumer<Delivery> hand) {
    for (int index : List.copyOf(open)) {
      if (isWanted(index)) {
        hand(index, words.apply(calls.get(index)), hand);
      }
    }
  }

  /// The call's item has been told, durably.
  void told(Parcel.Call call) {
    var index = calls.indexOf(call);
    open.remove(index);
    ready.remove(index);
  }

  void clear() {
    open.clear();
  }
}
