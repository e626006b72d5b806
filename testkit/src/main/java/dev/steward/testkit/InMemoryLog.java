package dev.steward.testkit;

import dev.steward.core.Scope;
import dev.steward.core.memory.Message;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The messages of an [InMemoryFactStore], in the order in which they were written.
final class InMemoryLog {
  private record Id(String tenant, String id) {}

  private final Map<Id, Message> messages = new LinkedHashMap<>();
  private final Map<Id, Long> places = new HashMap<>();
  private final Map<Scope, Long> lastPlaces = new HashMap<>();

  /// False if there is one of its id already.
  boolean add(Message message) {
    var id = id(message);
    if (messages.putIfAbsent(id, message) != null) {
      return false;
    }
    places.put(id, lastPlaces.merge(message.scope(), 1L, Long::sum));
    return true;
  }

  String thread(Message message) {
    return "%s\n%s".formatted(message.scope().user(), message.scope().session());
  }

  long place(Message message) {
    return places.getOrDefault(id(message), 0L);
  }

  Optional<Message> message(String tenant, String id) {
    return Optional.ofNullable(messages.get(new Id(tenant, id)));
  }

  Optional<Message> remove(String tenant, String id) {
    return Optional.ofNullable(messages.remove(new Id(tenant, id)));
  }

  List<Message> messages(Scope session, int limit) {
    return messages.values().stream()
        .filter(message -> message.scope().equals(session))
        .sorted(Comparator.comparing(Message::at))
        .toList()
        .reversed()
        .stream()
        .limit(limit)
        .toList();
  }

  List<Message> around(String tenant, String id, int radius) {
    return message(tenant, id)
        .map(middle ->
            messages.values().stream()
                .filter(message -> message.scope().equals(middle.scope()))
                .filter(message -> Math.abs(place(message) - place(middle)) <= radius)
                .toList())
        .orElse(List.of());
  }

  List<Message> log(String tenant, String after, int limit) {
    var all =
        messages.values().stream()
            .filter(message -> message.scope().tenant().equals(tenant))
            .toList();
    return Pages.after(all, Message::id, after, "message").stream().limit(limit).toList();
  }

  long count(String tenant) {
    return messages.keySet().stream().filter(id -> id.tenant().equals(tenant)).count();
  }

  private static Id id(Message message) {
    return new Id(message.scope().tenant(), message.id());
  }
}
