package dev.steward.testkit;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.memory.ChangeFeed.Unembedded;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Message;
import dev.steward.core.model.Vector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What changed in an [InMemoryFactStore], and the vectors beside it.
final class InMemoryFeed {
  /// @param place 0 if it is in no thread
  private record Fed(Entry entry, String thread, long place) {}

  private final Map<Entry.Key, Fed> entries = new HashMap<>();
  private final Map<Entry.Key, Map<String, Vector>> vectors = new HashMap<>();

  /// The number of each entry's last change, gone ones too.
  private final Map<Entry.Key, Long> numbers = new HashMap<>();

  private long lastChange;

  void changed(Entry entry, String thread, long place) {
    var before = entries.put(entry.key(), new Fed(entry, thread, place));
    if (before != null && !before.entry().text().equals(entry.text())) {
      vectors.remove(entry.key());
    }
    numbers.put(entry.key(), ++lastChange);
  }

  void gone(Entry.Key key) {
    var gone = entries.remove(key);
    if (gone != null) {
      vectors.remove(key);
      numbers.put(key, ++lastChange);
      if (key.type() == Entry.Type.MESSAGE) {
        entries.values().stream()
            .filter(
                other -> isJustBefore(gone, other) || (isReply(gone) && isJustBefore(other, gone)))
            .map(other -> other.entry().key())
            .sorted(Comparator.comparing(Entry.Key::type))
            .forEach(this::embedAnew);
      }
    }
  }

  /// What an entry's vector knows of has changed.
  private void embedAnew(Entry.Key key) {
    vectors.remove(key);
    numbers.put(key, ++lastChange);
  }

  void embed(List<Embedded> embedded) {
    for (var one : embedded) {
      if (entries.containsKey(one.key())) {
        vectors
            .computeIfAbsent(one.key(), key -> new HashMap<>())
            .put(one.embedder(), one.vector());
        numbers.put(one.key(), ++lastChange);
      }
    }
  }

  long keepVectorsOf(Set<String> embedders) {
    long before = vectors.values().stream().mapToLong(Map::size).sum();
    vectors.values().forEach(of -> of.keySet().retainAll(embedders));
    return before - vectors.values().stream().mapToLong(Map::size).sum();
  }

  Stream<Unembedded> unembedded(String embedder) {
    return entries.entrySet().stream()
        .filter(entry -> !vectors.getOrDefault(entry.getKey(), Map.of()).containsKey(embedder))
        .map(Map.Entry::getValue)
        .sorted(
            Comparator.comparing((Fed fed) -> fed.entry().at())
                .thenComparing(fed -> numbers.getOrDefault(fed.entry().key(), 0L)))
        .map(fed -> new Unembedded(fed.entry(), before(fed), reply(fed)));
  }

  private String before(Fed fed) {
    return said(fed).isPresent()
        ? messages()
            .filter(other -> isJustBefore(other, fed))
            .map(this::spoken)
            .findFirst()
            .orElse("")
        : "";
  }

  private String reply(Fed fed) {
    return said(fed).filter(said -> said.role() == Message.Role.USER).isPresent()
        ? messages()
            .filter(other -> isReply(other) && isJustBefore(fed, other))
            .map(this::spoken)
            .findFirst()
            .orElse("")
        : "";
  }

  private Stream<Fed> messages() {
    return entries.values().stream().filter(fed -> fed.entry() instanceof Message);
  }

  private String spoken(Fed fed) {
    return fed.entry().spoken();
  }

  /// The message that an entry is, or repeats word for word.
  private Optional<Message> said(Fed fed) {
    return messages()
        .filter(other -> other.place() == fed.place() && isInSameThread(other, fed))
        .map(other -> (Message) other.entry())
        .filter(message -> message.text().equals(fed.entry().text()))
        .findFirst();
  }

  private static boolean isReply(Fed fed) {
    return fed.entry() instanceof Message message && message.role() == Message.Role.ASSISTANT;
  }

  private static boolean isJustBefore(Fed one, Fed other) {
    return one.place() > 0 && one.place() == other.place() - 1 && isInSameThread(one, other);
  }

  private static boolean isInSameThread(Fed one, Fed other) {
    return one.thread().equals(other.thread())
        && one.entry().scope().tenant().equals(other.entry().scope().tenant());
  }

  List<Change> changes(long seq, String embedder, int limit) {
    var inOrder = new TreeMap<Long, Entry.Key>();
    numbers.forEach((key, number) -> inOrder.put(number, key));
    return inOrder.tailMap(seq, false).entrySet().stream()
        .limit(limit)
        .map(change -> change(change.getKey(), change.getValue(), embedder))
        .toList();
  }

  private Change change(long seq, Entry.Key key, String embedder) {
    var fed = entries.get(key);
    return fed == null
        ? new Change.Gone(seq, key)
        : new Change.Put(
            seq,
            fed.entry(),
            fed.thread(),
            fed.place(),
            vectors.getOrDefault(key, Map.of()).getOrDefault(embedder, Vector.NONE));
  }

  long lastChange() {
    return lastChange;
  }
}
