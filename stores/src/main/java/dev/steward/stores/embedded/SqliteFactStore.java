package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Tombstone;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The memory's rows.
final class SqliteFactStore implements FactStore {
  private final Database database;
  private final Codec codec;
  private final MessageRows messages;
  private final FactRows facts;
  private final FactPages pages;
  private final SessionRows sessions;
  private final ExtractionRows extractions;
  private final EntryFeed feed;
  private final Tombstones tombstones;

  SqliteFactStore(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
    this.messages = new MessageRows(database, codec);
    this.facts = new FactRows(database, codec);
    this.pages = new FactPages(database, codec);
    this.sessions = new SessionRows(database, codec, facts);
    this.extractions = new ExtractionRows(database, codec);
    this.feed = new EntryFeed(database, codec);
    this.tombstones = new Tombstones(database, codec);
  }

  private record Encoded<T>(T row, String body) {}

  private <T> List<Encoded<T>> encoded(List<T> rows) {
    return rows.stream().map(row -> new Encoded<>(row, codec.encode(row))).toList();
  }

  @Override
  public void write(Batch batch) {
    if (isEmpty(batch)) {
      return;
    }
    var begun = extractions.begin(batch.extractions());
    try {
      keep(batch);
    } catch (RuntimeException e) {
      extractions.end(begun);
      throw e;
    }
    extractions.end(
        batch.extractions().stream()
            .filter(extraction -> extraction.state() != Extraction.State.RUNNING)
            .toList());
  }

  private static boolean isEmpty(Batch batch) {
    return batch.messages().isEmpty()
        && batch.revisions().isEmpty()
        && batch.sessions().isEmpty()
        && batch.extractions().isEmpty();
  }

  private void keep(Batch batch) {
    var said =
        batch.messages().stream()
            .map(message -> new Encoded<>(message, codec.encode(MessageRow.body(message))))
            .toList();
    var revised = batch.revisions().stream().map(facts::coded).toList();
    var touched = encoded(batch.sessions());
    var queued = encoded(batch.extractions());
    var repeated = repeated(batch);
    database.write(
        "remember",
        rows -> {
          for (var message : said) {
            MessageRows.add(
                rows, message.row(), message.body(), !repeated.contains(message.row().key()));
          }
          for (var revision : revised) {
            facts.write(rows, revision);
          }
          for (var session : touched) {
            SessionRows.touch(rows, session.row(), session.body());
          }
          for (var extraction : queued) {
            ExtractionRows.put(rows, extraction.row(), extraction.body());
          }
          return true;
        });
  }

  /// The messages for which facts stand.
  private static Set<Entry.Key> repeated(Batch batch) {
    var repeated = new HashSet<Entry.Key>();
    for (var message : batch.messages()) {
      if (batch.revisions().stream().anyMatch(revision -> repeats(revision.fact(), message))) {
        repeated.add(message.key());
      }
    }
    return repeated;
  }

  private static boolean repeats(Fact fact, Message message) {
    return fact.text().equals(message.text())
        && fact.scope().tenant().equals(message.scope().tenant())
        && fact.origin().citations().stream()
            .anyMatch(citation -> citation.end() == 0 && citation.source().equals(message.id()));
  }

  @Override
  public Optional<Fact> fact(String tenant, String id) {
    return facts.fact(tenant, id);
  }

  @Override
  public Map<String, Fact> facts(String tenant, Collection<String> ids) {
    return facts.facts(tenant, ids);
  }

  @Override
  public List<Revision> history(String tenant, String fact) {
    return facts.history(tenant, fact);
  }

  @Override
  public List<Fact> facts(Selection selection, String before, int limit) {
    return pages.facts(selection, before, limit);
  }

  @Override
  public long count(Selection selection) {
    return pages.count(selection);
  }

  @Override
  public List<Fact> asOf(
      Selection selection, Instant held, Instant believed, String before, int limit) {
    return pages.asOf(selection, held, believed, before, limit);
  }

  @Override
  public List<Fact> about(Scope scope, Layer layer, String subject, int limit) {
    return facts.about(scope, layer, subject, limit);
  }

  @Override
  public List<Fact> same(Scope owner, Layer layer, String canonical) {
    return facts.same(owner, layer, canonical);
  }

  @Override
  public List<Fact> citing(String tenant, Collection<String> sources) {
    return facts.citing(tenant, sources);
  }

  @Override
  public List<Tombstone> erase(String tenant, Set<Entry.Key> entries, String by, Instant at) {
    if (entries.isEmpty()) {
      return List.of();
    }
    return database.write(
        "erase entries of " + tenant, rows -> erase(rows, tenant, entries, by, at));
  }

  private List<Tombstone> erase(
      Rows rows, String tenant, Set<Entry.Key> entries, String by, Instant at) throws SQLException {
    var left = new ArrayList<Tombstone>();
    var withdrawn = new HashSet<String>();
    for (var key : entries) {
      if (!key.tenant().equals(tenant)) {
        continue;
      }
      var text =
          switch (key.type()) {
            case FACT -> facts.erase(rows, tenant, key.id());
            case MESSAGE -> messages.erase(rows, tenant, key.id());
          };
      if (text.isPresent()) {
        left.add(tombstones.leave(rows, key, text.get(), by, at));
        if (key.type() == Entry.Type.MESSAGE) {
          withdrawn.add(key.id());
        }
      }
    }
    if (!withdrawn.isEmpty()) {
      extractions.withdraw(rows, tenant, withdrawn);
    }
    if (!left.isEmpty()) {
      rows.erased();
    }
    return List.copyOf(left);
  }

  @Override
  public List<Tombstone> tombstones(String tenant, int limit) {
    return tombstones.newest(tenant, limit);
  }

  @Override
  public Optional<Message> message(String tenant, String id) {
    return messages.message(tenant, id);
  }

  @Override
  public Map<String, Message> messages(String tenant, Collection<String> ids) {
    return messages.messages(tenant, ids);
  }

  @Override
  public List<Message> messages(Scope session, int limit) {
    return messages.messages(session, limit);
  }

  @Override
  public List<Message> around(String tenant, String id, int radius) {
    return messages.around(tenant, id, radius);
  }

  @Override
  public List<Message> log(String tenant, String after, int limit) {
    return messages.log(tenant, after, limit);
  }

  @Override
  public Optional<Session> session(String tenant, String user, String id) {
    return sessions.session(tenant, user, id);
  }

  @Override
  public Optional<Session> latestSession(String tenant, String user) {
    return sessions.latestSession(tenant, user);
  }

  @Override
  public List<Session> sessionsBefore(Instant before, int limit) {
    return sessions.sessionsBefore(before, limit);
  }

  @Override
  public int end(List<Session> ended) {
    return sessions.end(ended);
  }

  @Override
  public Optional<Extraction> extraction(String tenant, String id) {
    return extractions.extraction(tenant, id);
  }

  @Override
  public List<Extraction> due(Instant at, int limit) {
    return extractions.due(at, limit);
  }

  @Override
  public List<Extraction> extractions(
      String tenant, Set<Extraction.State> states, String before, int limit) {
    return extractions.extractions(tenant, states, before, limit);
  }

  @Override
  public long countMessages(String tenant) {
    return messages.countMessages(tenant);
  }

  @Override
  public Map<Extraction.State, Long> countExtractions(String tenant) {
    return extractions.countExtractions(tenant);
  }

  @Override
  public List<Change> changes(long seq, String embedder, int limit) {
    return feed.changes(seq, embedder, limit);
  }

  @Override
  public long lastChange() {
    return feed.lastChange();
  }

  @Override
  public List<Unembedded> unembedded(String embedder, int limit) {
    return feed.unembedded(embedder, limit);
  }

  @Override
  public long countUnembedded(String embedder) {
    return feed.countUnembedded(embedder);
  }

  @Override
  public void embed(List<Embedded> vectors) {
    feed.embed(vectors);
  }

  @Override
  public long keepVectorsOf(List<String> embedders) {
    return feed.keepVectorsOf(embedders);
  }
}
