package dev.steward.testkit;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Session;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A memory that lasts as long as its process.
public final class InMemoryFactStore implements FactStore {
  private record Key(String tenant, String id) {}

  private record SessionKey(String tenant, String user, String id) {}

  private final Map<Key, Message> messages = new LinkedHashMap<>();
  private final Map<Key, Fact> facts = new LinkedHashMap<>();
  private final Map<Key, Embedded> vectors = new HashMap<>();
  private final Map<SessionKey, Session> sessions = new LinkedHashMap<>();

  /// The number of each fact's last change, gone ones too.
  private final Map<Key, Long> changed = new HashMap<>();

  private long lastChange;

  @Override
  public synchronized void write(Batch batch) {
    batch.facts().forEach(InMemoryFactStore::checkScope);
    for (var message : batch.messages()) {
      messages.putIfAbsent(new Key(message.scope().tenant(), message.id()), message);
    }
    for (var fact : batch.facts()) {
      var key = new Key(fact.scope().tenant(), fact.id());
      if (facts.putIfAbsent(key, fact) == null) {
        changed.put(key, ++lastChange);
      }
    }
    for (var session : batch.sessions()) {
      var key = new SessionKey(session.tenant(), session.user(), session.id());
      sessions.remove(key);
      sessions.put(key, session);
    }
  }

  @Override
  public synchronized Optional<Fact> fact(String tenant, String id) {
    return Optional.ofNullable(facts.get(new Key(tenant, id)));
  }

  @Override
  public synchronized Optional<Message> message(String tenant, String id) {
    return Optional.ofNullable(messages.get(new Key(tenant, id)));
  }

  @Override
  public synchronized List<Message> messages(Scope session, int limit) {
    return messages.values().stream()
        .filter(message -> message.scope().equals(session))
        .sorted(Comparator.comparing(Message::at))
        .toList()
        .reversed()
        .stream()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Fact> facts(Scope scope, Layer layer, String before, int limit) {
    var newestFirst = newestFirst(fact -> fact.layer() == layer && maySee(scope, fact));
    return Pages.after(newestFirst, Fact::id, before, "fact").stream().limit(limit).toList();
  }

  @Override
  public synchronized List<Fact> about(Scope scope, String subject, int limit) {
    return subject.isEmpty()
        ? List.of()
        : newestFirst(fact -> fact.subject().equals(subject) && maySee(scope, fact)).stream()
            .limit(limit)
            .toList();
  }

  @Override
  public synchronized Set<String> forget(String tenant, Set<String> ids) {
    var gone = new HashSet<String>();
    for (var id : ids) {
      if (remove(new Key(tenant, id))) {
        gone.add(id);
      }
    }
    return gone;
  }

  @Override
  public synchronized void embed(List<Embedded> embedded) {
    for (var vector : embedded) {
      var key = new Key(vector.tenant(), vector.fact());
      if (facts.containsKey(key)) {
        vectors.put(key, vector);
        changed.put(key, ++lastChange);
      }
    }
  }

  @Override
  public synchronized List<Fact> unembedded(String embedder, int limit) {
    return facts.entrySet().stream()
        .filter(entry -> !isOf(embedder, vectors.get(entry.getKey())))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(Fact::recordedAt))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Change> changes(long seq, int limit) {
    var inOrder = new TreeMap<Long, Key>();
    changed.forEach((key, number) -> inOrder.put(number, key));
    return inOrder.tailMap(seq, false).entrySet().stream()
        .limit(limit)
        .map(entry -> change(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public synchronized long lastChange() {
    return lastChange;
  }

  @Override
  public synchronized Optional<Session> session(String tenant, String user, String id) {
    return Optional.ofNullable(sessions.get(new SessionKey(tenant, user, id)));
  }

  @Override
  public synchronized Optional<Session> latestSession(String tenant, String user) {
    return sessions.values().stream()
        .filter(session -> session.tenant().equals(tenant) && session.user().equals(user))
        .reduce((one, next) -> next.touchedAt().isBefore(one.touchedAt()) ? one : next);
  }

  @Override
  public synchronized int expireSessions(Instant before) {
    var expired = new LinkedHashSet<SessionKey>();
    sessions.forEach((key, session) -> {
      if (session.touchedAt().isBefore(before)) {
        expired.add(key);
      }
    });
    sessions.keySet().removeAll(expired);
    var gone = new ArrayList<Key>();
    facts.forEach((key, fact) -> {
      var scope = fact.scope();
      if (expired.contains(new SessionKey(scope.tenant(), scope.user(), scope.session()))) {
        gone.add(key);
      }
    });
    gone.forEach(this::remove);
    return gone.size();
  }

  private boolean remove(Key key) {
    if (facts.remove(key) == null) {
      return false;
    }
    vectors.remove(key);
    changed.put(key, ++lastChange);
    return true;
  }

  private Change change(long seq, Key key) {
    var fact = facts.get(key);
    if (fact == null) {
      return new Change.Gone(seq, key.tenant(), key.id());
    }
    var embedded = vectors.get(key);
    return embedded == null
        ? new Change.Put(seq, fact, "", Vector.NONE)
        : new Change.Put(seq, fact, embedded.embedder(), embedded.vector());
  }

  private List<Fact> newestFirst(Predicate<Fact> wanted) {
    return facts.values().stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Fact::recordedAt))
        .toList()
        .reversed();
  }

  private static boolean isOf(String embedder, @Nullable Embedded vector) {
    return vector != null && vector.embedder().equals(embedder);
  }

  private static boolean maySee(Scope scope, Fact fact) {
    return fact.scope().tenant().equals(scope.tenant())
        && switch (fact.layer()) {
          case ORGANISATION -> true;
          case USER -> fact.scope().user().equals(scope.user());
          case SESSION, CONVERSATION -> fact.scope().equals(scope);
        };
  }

  private static void checkScope(Fact fact) {
    var hasUser = !fact.scope().user().isEmpty();
    var hasSession = !fact.scope().session().isEmpty();
    var fits =
        switch (fact.layer()) {
          case ORGANISATION -> !hasUser && !hasSession;
          case USER -> hasUser && !hasSession;
          case SESSION, CONVERSATION -> hasUser && hasSession;
        };
    if (!fits) {
      throw Failure.internal(
          "The fact %s was not kept: its scope doesn't fit the layer %s"
              .formatted(fact.id(), fact.layer()),
          null);
    }
  }
}
