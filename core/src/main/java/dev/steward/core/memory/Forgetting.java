package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Forgets for good: facts, the messages that they came from, what repeats their words, and what
/// was derived from them. What rests on something else too stays, without the citations that went;
/// what had been superseded by something forgotten holds again.
final class Forgetting {
  /// Shorter texts stand in too many places to be looked for.
  private static final int SHORTEST_COPIED = 12;

  private static final int MOST_COPIES = 500;

  private final FactStore store;
  private final ByWords words;
  private final Owners owners;
  private final Ladders ladders;
  private final Moments moments;
  private final RunRecords runs;
  private final Function<Search, List<Recollection>> search;

  Forgetting(
      FactStore store,
      ByWords words,
      Owners owners,
      Ladders ladders,
      Moments moments,
      RunRecords runs,
      Function<Search, List<Recollection>> search) {
    this.store = store;
    this.words = words;
    this.owners = owners;
    this.ladders = ladders;
    this.moments = moments;
    this.runs = runs;
    this.search = search;
  }

  /// Forgets `target`, or says what would be forgotten.
  Erasure forget(String tenant, Target target, boolean dryRun, String by) {
    var doomed = doomed(tenant, target);
    var texts = new LinkedHashSet<String>();
    doomed.facts().values().forEach(fact -> texts.add(fact.text()));
    doomed.messages().values().forEach(message -> texts.add(message.text()));
    int records = texts.isEmpty() ? 0 : runs.eraseHolding(tenant, texts, dryRun);
    if (target instanceof Target.User(var user)) {
      records += runs.eraseOf(tenant, user, dryRun);
    }
    if (!dryRun) {
      if (target instanceof Target.User(var user)) {
        endSessions(tenant, user);
      }
      erase(tenant, doomed, by);
    }
    return new Erasure(
        dryRun,
        List.copyOf(doomed.facts().values()),
        List.copyOf(doomed.messages().values()),
        records,
        List.copyOf(doomed.kept()));
  }

  /// What goes, and the ids of facts that stay on other grounds.
  ///
  /// @param anew what is to be extracted again: messages that stay, of facts that go because they
  ///   had the words of a message that goes
  private record Doomed(
      Map<String, Fact> facts,
      Map<String, Message> messages,
      Set<String> kept,
      List<Extraction> anew) {}

  private Doomed doomed(String tenant, Target target) {
    var facts = new LinkedHashMap<String, Fact>();
    var messages = new LinkedHashMap<String, Message>();
    switch (target) {
      case Target.Ids(var ids) ->
          ids.forEach(id -> {
            store.fact(tenant, id).ifPresent(fact -> facts.put(id, fact));
            store.message(tenant, id).ifPresent(message -> messages.put(id, message));
          });
      case Target.Subject(var subject) ->
          facts(tenant, new Filter.In("subject", List.of(subject, Canonical.of(subject))))
              .forEach(fact -> facts.put(fact.id(), fact));
      case Target.Source(var source) -> {
        store.message(tenant, source).ifPresent(message -> messages.put(source, message));
        Rows.messages(
            store,
            tenant,
            message -> {
              if (!message.trust().isPerson() && message.speaker().equals(source)) {
                messages.put(message.id(), message);
              }
            });
        store.citing(tenant, List.of(source)).stream()
            .filter(fact -> restsOn(fact, Set.of(source)))
            .forEach(fact -> facts.put(fact.id(), fact));
      }
      case Target.User(var user) -> {
        facts(tenant, new Filter.Eq("user_id", user)).forEach(fact -> facts.put(fact.id(), fact));
        Rows.messages(
            store,
            tenant,
            message -> {
              if (message.scope().user().equals(user)) {
                messages.put(message.id(), message);
              }
            });
      }
      case Target.Found(var search) ->
          found(search)
              .forEach(entry -> {
                switch (entry) {
                  case Fact fact -> facts.put(fact.id(), fact);
                  case Message message -> messages.put(message.id(), message);
                }
              });
    }
    return closed(tenant, target, facts, messages);
  }

  private List<Fact> facts(String tenant, Filter filter) {
    return Rows.facts(store, Rows.all(tenant).withFilter(filter));
  }

  private List<? extends Entry> found(Search wanted) {
    if (!wanted.text().isBlank()) {
      return search.apply(wanted).stream().map(Recollection::entry).toList();
    }
    var selection = wanted.selection();
    var found = new ArrayList<Entry>(Rows.facts(store, selection));
    Rows.messages(
        store,
        selection.scope().tenant(),
        message -> {
          if (selection.includes(message)) {
            found.add(message);
          }
        });
    return found;
  }

  /// With all that must go along.
  private Doomed closed(
      String tenant, Target target, Map<String, Fact> facts, Map<String, Message> messages) {
    var kept = new LinkedHashSet<String>();
    var anew = new ArrayList<Extraction>();
    for (var fact : List.copyOf(facts.values())) {
      for (var citation : fact.origin().citations()) {
        if (!isNeeded(tenant, citation.source(), facts) && fact.layer() != Layer.ORGANISATION) {
          store
              .message(tenant, citation.source())
              .ifPresent(message -> messages.put(message.id(), message));
        }
      }
    }
    if (!(target instanceof Target.User)) {
      copies(tenant, facts, messages);
    }
    for (var message : List.copyOf(messages.values())) {
      for (var fact : store.citing(tenant, List.of(message.id()))) {
        if (facts.containsKey(fact.id())) {
          continue;
        }
        var isWholeUser = target instanceof Target.User && fact.layer() != Layer.ORGANISATION;
        if (isWholeUser || isDerived(fact) || restsOn(fact, messages.keySet())) {
          facts.put(fact.id(), fact);
        } else if (isWordedAs(fact, message, messages)) {
          facts.put(fact.id(), fact);
          anew.add(anew(tenant, fact, messages));
        } else {
          kept.add(fact.id());
        }
      }
    }
    kept.removeAll(facts.keySet());
    return new Doomed(facts, messages, kept, anew);
  }

  private Extraction anew(String tenant, Fact fact, Map<String, Message> going) {
    var left =
        fact.origin().citations().stream()
            .map(Fact.Citation::source)
            .filter(source -> !going.containsKey(source))
            .distinct()
            .toList();
    return Extraction.pending(
        "again-" + fact.id(), tenant, left, "", fact.care().expiresAt(), moments.now());
  }

  /// Whether a fact that stays rests on the message. Notes of a session and summaries don't count:
  /// they go with it.
  private boolean isNeeded(String tenant, String message, Map<String, Fact> going) {
    return store.citing(tenant, List.of(message)).stream()
        .anyMatch(other ->
            !going.containsKey(other.id()) && other.layer() != Layer.SESSION && !isDerived(other));
  }

  /// Whether a fact is a summary of several messages, which may hold the words of each.
  private static boolean isDerived(Fact fact) {
    return fact.author().equals(Consolidation.NAME);
  }

  private static boolean restsOn(Fact fact, Set<String> sources) {
    return fact.origin().citations().stream()
        .allMatch(citation -> sources.contains(citation.source()));
  }

  /// Whether a fact has the very words of a message that goes, and of none that stays.
  private boolean isWordedAs(Fact fact, Message message, Map<String, Message> going) {
    return holds(message.text(), fact.text())
        && fact.origin().citations().stream()
            .filter(citation -> !going.containsKey(citation.source()))
            .noneMatch(citation ->
                store
                    .message(fact.scope().tenant(), citation.source())
                    .filter(other -> holds(other.text(), fact.text()))
                    .isPresent());
  }

  /// Adds messages and session facts of the same users in which the words stand again: answers that
  /// quote them, notes of what was done.
  private void copies(String tenant, Map<String, Fact> facts, Map<String, Message> messages) {
    var originals = new ArrayList<Entry>(facts.values());
    originals.addAll(messages.values());
    for (var original : originals) {
      var text = original.text();
      if (text.length() >= SHORTEST_COPIED && original.scope().user().length() > 0) {
        var everything =
            Rows.all(tenant)
                .withTypes(Entry.Type.values())
                .withFilter(new Filter.Eq("user_id", original.scope().user()));
        for (var hit : words.matching(everything, text, MOST_COPIES)) {
          Rows.find(store, hit.key())
              .filter(entry -> holds(entry.text(), text))
              .ifPresent(entry -> {
                switch (entry) {
                  case Fact fact -> {
                    if (fact.layer() == Layer.SESSION) {
                      facts.putIfAbsent(fact.id(), fact);
                    }
                  }
                  case Message message -> {
                    // Another message in which a person says the same is a ground of its own.
                    var isCopy =
                        original instanceof Fact
                            ? !isNeeded(tenant, message.id(), facts)
                            : message.role() != Message.Role.USER;
                    if (isCopy) {
                      messages.putIfAbsent(message.id(), message);
                    }
                  }
                }
              });
        }
      }
    }
  }

  private static boolean holds(String text, String part) {
    return Canonical.of(text).contains(Canonical.of(part));
  }

  private void erase(String tenant, Doomed doomed, String by) {
    var scopes = new LinkedHashSet<Scope>();
    doomed.facts().values().forEach(fact -> scopes.add(fact.scope().withSession("")));
    doomed.messages().values().forEach(message -> scopes.add(message.scope().withSession("")));
    doomed.kept().stream()
        .flatMap(id -> store.fact(tenant, id).stream())
        .forEach(fact -> scopes.add(fact.scope().withSession("")));
    for (var scope : scopes) {
      owners.alone(
          scope,
          () -> {
            eraseOf(tenant, scope, doomed, by);
            return true;
          });
    }
    if (!doomed.anew().isEmpty()) {
      store.write(new FactStore.Batch(List.of(), List.of(), List.of(), doomed.anew()));
    }
    if (!scopes.isEmpty()) {
      ladders.forgotten();
    }
  }

  private void eraseOf(String tenant, Scope scope, Doomed doomed, String by) {
    var keys = new HashSet<Entry.Key>();
    var revisions = new ArrayList<Revision>();
    for (var fact : doomed.facts().values()) {
      if (fact.scope().withSession("").equals(scope)) {
        keys.add(fact.key());
        revisions.addAll(reopened(tenant, fact, doomed.facts().keySet(), by));
      }
    }
    for (var message : doomed.messages().values()) {
      if (message.scope().withSession("").equals(scope)) {
        keys.add(message.key());
      }
    }
    revisions.addAll(uncited(tenant, scope, doomed, by));
    if (!revisions.isEmpty()) {
      store.write(new FactStore.Batch(List.of(), revisions, List.of(), List.of()));
    }
    store.erase(tenant, keys, by, moments.now());
  }

  /// What `gone` had taken the place of, which holds again, or until that which took the place of
  /// `gone`.
  private List<Revision> reopened(String tenant, Fact gone, Collection<String> doomed, String by) {
    var heir = heir(tenant, gone, doomed);
    return facts(tenant, new Filter.Eq("superseded_by", gone.id())).stream()
        .filter(fact -> !doomed.contains(fact.id()))
        .map(fact -> {
          var validity = fact.validity();
          var again =
              heir.isEmpty()
                  ? Revising.reopened(fact).with(fact.care().with(Fact.Standing.ACTIVE))
                  : fact.with(
                      new Fact.Validity(
                          validity.validFrom(),
                          heir.getFirst().validity().validFrom(),
                          validity.recordedAt(),
                          validity.supersededAt(),
                          heir.getFirst().id()));
          return new Revision(
              again,
              heir.isEmpty() ? Revision.Event.RESTORED : Revision.Event.UPDATED,
              moments.next(tenant, fact.id()),
              by);
        })
        .toList();
  }

  /// The first fact that stays of those that took the place of `gone`, one after the other.
  private List<Fact> heir(String tenant, Fact gone, Collection<String> doomed) {
    var seen = new HashSet<String>();
    var next = gone.validity().supersededBy();
    while (!next.isEmpty() && seen.add(next)) {
      var fact = store.fact(tenant, next);
      if (fact.isEmpty()) {
        return List.of();
      }
      if (!doomed.contains(next)) {
        return List.of(fact.get());
      }
      next = fact.get().validity().supersededBy();
    }
    return List.of();
  }

  private List<Revision> uncited(String tenant, Scope scope, Doomed doomed, String by) {
    var revisions = new ArrayList<Revision>();
    for (var id : doomed.kept()) {
      var fact = store.fact(tenant, id).filter(one -> one.scope().withSession("").equals(scope));
      if (fact.isPresent()) {
        var left =
            fact.get().origin().citations().stream()
                .filter(citation -> !doomed.messages().containsKey(citation.source()))
                .toList();
        var care = fact.get().care();
        var gone = fact.get().origin().citations().size() - left.size();
        revisions.add(
            new Revision(
                fact.get()
                    .with(new Fact.Origin(left, fact.get().author(), fact.get().origin().trust()))
                    .with(care.withProofs(Math.max(1, care.proofs() - gone))),
                Revision.Event.UPDATED,
                moments.next(tenant, id),
                by));
      }
    }
    return revisions;
  }

  private void endSessions(String tenant, String user) {
    for (var session = store.latestSession(tenant, user);
        session.isPresent();
        session = store.latestSession(tenant, user)) {
      store.end(List.of(session.get()));
    }
  }
}
