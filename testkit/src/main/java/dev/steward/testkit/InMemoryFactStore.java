package dev.steward.testkit;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Canonical;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A memory that lasts as long as its process.
public final class InMemoryFactStore implements FactStore {
  private record Id(String tenant, String id) {}

  private record SessionId(String tenant, String user, String id) {}

  private final InMemoryLog log = new InMemoryLog();
  private final Map<Id, List<Revision>> histories = new LinkedHashMap<>();
  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Map<Id, Extraction> extractions = new LinkedHashMap<>();
  private final List<Tombstone> tombstones = new ArrayList<>();
  private final InMemoryFeed feed = new InMemoryFeed();

  @Override
  public synchronized void write(Batch batch) {
    var added = new HashSet<Id>();
    for (var revision : batch.revisions()) {
      check(revision, added);
      added.add(id(revision.fact()));
    }
    for (var message : batch.messages()) {
      if (log.add(message) && !isRepeated(message, batch)) {
        feed.changed(message, log.thread(message), log.place(message));
      }
    }
    batch.revisions().forEach(this::write);
    for (var session : batch.sessions()) {
      var id = new SessionId(session.tenant(), session.user(), session.id());
      sessions.remove(id);
      sessions.put(id, session);
    }
    batch
        .extractions()
        .forEach(extraction ->
            extractions.put(new Id(extraction.tenant(), extraction.id()), extraction));
  }

  private static boolean isRepeated(Message message, Batch batch) {
    return batch.revisions().stream()
        .map(Revision::fact)
        .anyMatch(fact ->
            fact.text().equals(message.text())
                && fact.scope().tenant().equals(message.scope().tenant())
                && citedWhole(fact).filter(message.id()::equals).isPresent());
  }

  private static Optional<String> citedWhole(Fact fact) {
    return fact.origin().citations().stream()
        .filter(citation -> citation.end() == 0)
        .map(Fact.Citation::source)
        .findFirst();
  }

  private void check(Revision revision, Set<Id> added) {
    var fact = revision.fact();
    var hasUser = !fact.scope().user().isEmpty();
    var hasSession = !fact.scope().session().isEmpty();
    var isFiled = Stream.of(fact.labels().agent(), fact.labels().app(), fact.labels().run());
    var fits =
        switch (fact.layer()) {
          case ORGANISATION -> !hasUser && !hasSession;
          case USER -> !hasSession && (hasUser || isFiled.anyMatch(label -> !label.isEmpty()));
          case SESSION, CONVERSATION -> hasUser && hasSession;
        };
    if (!fits) {
      throw Failure.internal(
          "The fact %s was not kept: its scope doesn't fit the layer %s"
              .formatted(fact.id(), fact.layer()),
          null);
    }
    var id = id(fact);
    if (revision.event() != Revision.Event.ADDED
        && !histories.containsKey(id)
        && !added.contains(id)) {
      throw Failure.internal(
          "The fact %s was not changed: it is not there".formatted(fact.id()), null);
    }
  }

  private void write(Revision revision) {
    var fact = revision.fact();
    var history = histories.computeIfAbsent(id(fact), id -> new ArrayList<>());
    var isRepeat =
        history.stream()
            .anyMatch(
                known -> known.event() == revision.event() && known.at().equals(revision.at()));
    if (isRepeat || (revision.event() == Revision.Event.ADDED && !history.isEmpty())) {
      return;
    }
    history.add(revision);
    var message = citedWhole(fact).flatMap(source -> log.message(fact.scope().tenant(), source));
    feed.changed(fact, message.map(log::thread).orElse(""), message.map(log::place).orElse(0L));
  }

  private static Id id(Fact fact) {
    return new Id(fact.scope().tenant(), fact.id());
  }

  @Override
  public synchronized Optional<Fact> fact(String tenant, String id) {
    return Optional.ofNullable(histories.get(new Id(tenant, id)))
        .map(history -> history.getLast().fact());
  }

  @Override
  public synchronized Map<String, Fact> facts(String tenant, Collection<String> ids) {
    return ids.stream()
        .distinct()
        .flatMap(id -> fact(tenant, id).stream())
        .collect(Collectors.toMap(Fact::id, fact -> fact));
  }

  @Override
  public synchronized List<Revision> history(String tenant, String fact) {
    return List.copyOf(histories.getOrDefault(new Id(tenant, fact), List.of()));
  }

  @Override
  public synchronized List<Fact> facts(Selection selection, String before, int limit) {
    var whoever =
        selection
            .withTypes(Entry.Type.FACT)
            .withStandings(Fact.Standing.values())
            .withFilter(Filter.all())
            .at(Instant.MIN);
    var reached = newestFirst(latest(), whoever::includes);
    return Pages.after(reached, Fact::id, before, "fact").stream()
        .filter(selection::includes)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long count(Selection selection) {
    return latest().filter(selection::includes).count();
  }

  @Override
  public synchronized List<Fact> asOf(
      Selection selection, Instant held, Instant believed, String before, int limit) {
    var wherever =
        selection.withStandings(Fact.Standing.values()).withTypes(Entry.Type.FACT).at(Instant.MIN);
    var then =
        histories.values().stream()
            .flatMap(history ->
                history.stream()
                    .filter(revision -> !revision.at().isAfter(believed))
                    .reduce((earlier, later) -> later)
                    .stream())
            .map(Revision::fact);
    return page(
        newestFirst(
            then,
            fact ->
                fact.care().standing() == Fact.Standing.ACTIVE
                    && fact.validity().covers(held, believed)
                    && wherever.includes(fact)),
        before,
        limit);
  }

  @Override
  public synchronized List<Fact> about(Scope scope, Layer layer, String subject, int limit) {
    return subject.isEmpty()
        ? List.of()
        : newestFirst(
                latest(),
                fact ->
                    fact.scope().equals(scope)
                        && fact.layer() == layer
                        && fact.subject().equals(subject)
                        && fact.care().standing() == Fact.Standing.ACTIVE)
            .stream()
            .limit(limit)
            .toList();
  }

  @Override
  public synchronized List<Fact> same(Scope owner, Layer layer, String canonical) {
    return latest()
        .filter(fact ->
            fact.scope().equals(owner)
                && fact.layer() == layer
                && Canonical.of(fact.text()).equals(canonical))
        .sorted(Comparator.comparing(Fact::recordedAt))
        .toList();
  }

  @Override
  public synchronized List<Fact> citing(String tenant, Collection<String> sources) {
    return latest()
        .filter(fact ->
            fact.scope().tenant().equals(tenant)
                && fact.origin().citations().stream()
                    .anyMatch(citation -> sources.contains(citation.source())))
        .toList();
  }

  @Override
  public synchronized List<Tombstone> erase(
      String tenant, Set<Entry.Key> entries, String by, Instant at) {
    var left = new ArrayList<Tombstone>();
    for (var key : entries) {
      var text =
          !key.tenant().equals(tenant)
              ? Optional.<String>empty()
              : switch (key.type()) {
                case FACT ->
                    Optional.ofNullable(histories.remove(new Id(tenant, key.id())))
                        .map(history -> history.getLast().fact().text());
                case MESSAGE -> log.remove(tenant, key.id()).map(Message::text);
              };
      text.ifPresent(gone -> {
        feed.gone(key);
        left.add(new Tombstone(key, Integer.toHexString(gone.hashCode()), by, at));
        if (key.type() == Entry.Type.MESSAGE) {
          withdraw(tenant, key.id());
        }
      });
    }
    tombstones.addAll(left);
    return List.copyOf(left);
  }

  /// Takes a message out of what waits to be extracted; what has no other is deleted.
  private void withdraw(String tenant, String message) {
    extractions
        .values()
        .removeIf(extraction ->
            waits(extraction, tenant) && extraction.messages().equals(List.of(message)));
    extractions.replaceAll((id, extraction) ->
        waits(extraction, tenant)
            ? extraction.withMessages(
                extraction.messages().stream().filter(each -> !each.equals(message)).toList())
            : extraction);
  }

  private static boolean waits(Extraction extraction, String tenant) {
    return extraction.tenant().equals(tenant) && extraction.state() != Extraction.State.SUCCEEDED;
  }

  @Override
  public synchronized List<Tombstone> tombstones(String tenant, int limit) {
    return tombstones.reversed().stream()
        .filter(tombstone -> tombstone.key().tenant().equals(tenant))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Message> message(String tenant, String id) {
    return log.message(tenant, id);
  }

  @Override
  public synchronized Map<String, Message> messages(String tenant, Collection<String> ids) {
    return ids.stream()
        .distinct()
        .flatMap(id -> log.message(tenant, id).stream())
        .collect(Collectors.toMap(Message::id, message -> message));
  }

  @Override
  public synchronized List<Message> messages(Scope session, int limit) {
    return log.messages(session, limit);
  }

  @Override
  public synchronized List<Message> around(String tenant, String id, int radius) {
    return log.around(tenant, id, radius);
  }

  @Override
  public synchronized List<Message> log(String tenant, String after, int limit) {
    return log.log(tenant, after, limit);
  }

  @Override
  public synchronized Optional<Session> session(String tenant, String user, String id) {
    return Optional.ofNullable(sessions.get(new SessionId(tenant, user, id)));
  }

  @Override
  public synchronized Optional<Session> latestSession(String tenant, String user) {
    return sessions.values().stream()
        .filter(session -> session.tenant().equals(tenant) && session.user().equals(user))
        .reduce((one, next) -> next.touchedAt().isBefore(one.touchedAt()) ? one : next);
  }

  @Override
  public synchronized List<Session> sessionsBefore(Instant before, int limit) {
    return sessions.values().stream()
        .filter(session -> session.touchedAt().isBefore(before))
        .sorted(Comparator.comparing(Session::touchedAt))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized int end(List<Session> ended) {
    int gone = 0;
    for (var session : ended) {
      var id = new SessionId(session.tenant(), session.user(), session.id());
      var known = sessions.get(id);
      if (known == null || known.touchedAt().isAfter(session.touchedAt())) {
        continue;
      }
      sessions.remove(id);
      var scope = new Scope(session.tenant(), session.user(), session.id());
      var facts =
          latest()
              .filter(fact -> fact.layer() == Layer.SESSION && fact.scope().equals(scope))
              .toList();
      for (var fact : facts) {
        histories.remove(id(fact));
        feed.gone(fact.key());
      }
      gone += facts.size();
    }
    return gone;
  }

  @Override
  public synchronized Optional<Extraction> extraction(String tenant, String id) {
    return Optional.ofNullable(extractions.get(new Id(tenant, id)));
  }

  @Override
  public synchronized List<Extraction> due(Instant at, int limit) {
    return extractions.values().stream()
        .filter(extraction ->
            extraction.state() == Extraction.State.PENDING && !extraction.dueAt().isAfter(at))
        .sorted(Comparator.comparing(Extraction::dueAt))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Extraction> extractions(
      String tenant, Set<Extraction.State> states, String before, int limit) {
    var newestFirst =
        extractions.values().stream()
            .filter(extraction ->
                extraction.tenant().equals(tenant) && states.contains(extraction.state()))
            .sorted(Comparator.comparing(Extraction::createdAt))
            .toList()
            .reversed();
    return Pages.after(newestFirst, Extraction::id, before, "extraction").stream()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long countMessages(String tenant) {
    return log.count(tenant);
  }

  @Override
  public synchronized Map<Extraction.State, Long> countExtractions(String tenant) {
    return extractions.values().stream()
        .filter(extraction -> extraction.tenant().equals(tenant))
        .collect(Collectors.groupingBy(Extraction::state, Collectors.counting()));
  }

  @Override
  public synchronized List<Change> changes(long seq, String embedder, int limit) {
    return feed.changes(seq, embedder, limit);
  }

  @Override
  public synchronized long lastChange() {
    return feed.lastChange();
  }

  @Override
  public synchronized List<Unembedded> unembedded(String embedder, int limit) {
    return feed.unembedded(embedder).limit(limit).toList();
  }

  @Override
  public synchronized long countUnembedded(String embedder) {
    return feed.unembedded(embedder).count();
  }

  @Override
  public synchronized void embed(List<Embedded> vectors) {
    feed.embed(vectors);
  }

  @Override
  public synchronized long keepVectorsOf(List<String> embedders) {
    return feed.keepVectorsOf(new LinkedHashSet<>(embedders));
  }

  private Stream<Fact> latest() {
    return histories.values().stream().map(history -> history.getLast().fact());
  }

  private static List<Fact> newestFirst(Stream<Fact> facts, Predicate<Fact> wanted) {
    return facts.filter(wanted).sorted(Comparator.comparing(Fact::recordedAt)).toList().reversed();
  }

  private static List<Fact> page(List<Fact> newestFirst, String before, int limit) {
    return Pages.after(newestFirst, Fact::id, before, "fact").stream().limit(limit).toList();
  }
}
