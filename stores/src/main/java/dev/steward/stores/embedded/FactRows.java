package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Canonical;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of facts: each holds the latest revision, those before it stand beside.
final class FactRows {
  private static final String SELECT = "SELECT %s FROM facts ".formatted(FactRow.COLUMNS);

  /// Asked for with each fact that comes in.
  static final String ABOUT =
      SELECT
          + """
          WHERE tenant = ? AND subject = ? AND subject <> '' AND layer = ? AND user = ?
            AND session = ? AND standing = 'ACTIVE'
          ORDER BY recorded_at DESC, seq DESC LIMIT ?
          """;

  /// Asked for with each fact that comes in. Left to itself, SQLite looks at all that the user has.
  static final String SAME =
      SELECT
          + """
          INDEXED BY facts_same
          WHERE canonical = ? AND tenant = ? AND user = ? AND session = ? AND layer = ?
          ORDER BY recorded_at, seq
          """;

  /// A fact that comes in is compared with the latest of its subject, again and again the same.
  private static final int KNOWN_AGAIN = 2_000;

  private final Database database;
  private final Codec codec;
  private final Codec recent;

  FactRows(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
    this.recent = new RecentCodec(codec, KNOWN_AGAIN);
  }

  /// A revision ready to be written.
  record Coded(Revision revision, String body, long canonical) {
    Fact fact() {
      return revision.fact();
    }
  }

  Coded coded(Revision revision) {
    return new Coded(
        revision, codec.encode(FactBody.of(revision)), CanonicalHash.of(revision.fact().text()));
  }

  void write(Rows rows, Coded coded) throws SQLException {
    var fact = coded.fact();
    var found =
        rows.first(
            FactRow::read,
            SELECT + "WHERE tenant = ? AND id = ?",
            fact.scope().tenant(),
            fact.id());
    var isAdded = coded.revision().event() == Revision.Event.ADDED;
    if (found.isPresent()) {
      if (!isAdded && !isThere(rows, found.get(), coded.revision())) {
        revise(rows, found.get(), coded);
      }
    } else if (isAdded) {
      add(rows, coded);
    } else {
      throw Failure.internal(
          "Can't change the fact %s: it is not there".formatted(fact.id()), null);
    }
  }

  /// Whether this revision was written before.
  private static boolean isThere(Rows rows, FactRow latest, Revision revision) throws SQLException {
    var at = Times.nanos(revision.at());
    return (latest.event() == revision.event()
            && latest.revisedAt() != null
            && latest.revisedAt() == at)
        || rows.number(
                "SELECT count(*) FROM revisions WHERE fact = ? AND event = ? AND at = ?",
                latest.seq(),
                revision.event().name(),
                at)
            > 0;
  }

  private static void add(Rows rows, Coded coded) throws SQLException {
    var fact = coded.fact();
    var entry = EntryFeed.next(rows);
    var at = Times.nanos(fact.recordedAt());
    fitting(
        fact,
        () ->
            rows.update(
                """
                INSERT INTO facts
                  (seq, change, tenant, id, layer, user, session, agent, app, run, subject,
                   standing, pinned, canonical, recorded_at, valid_to, expires_at, said_in, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entry,
                EntryFeed.count(rows),
                fact.scope().tenant(),
                fact.id(),
                fact.layer().name(),
                fact.scope().user(),
                fact.scope().session(),
                fact.labels().agent(),
                fact.labels().app(),
                fact.labels().run(),
                fact.subject(),
                fact.care().standing().name(),
                pinned(fact),
                coded.canonical(),
                at,
                end(fact.validity().validTo()),
                end(fact.care().expiresAt()),
                saidIn(rows, fact),
                coded.body()));
    cite(rows, entry, fact);
    EntryFeed.unmarkGone(rows, fact.key());
    EntryFeed.awaitVectors(rows, entry, at);
  }

  private void revise(Rows rows, FactRow latest, Coded coded) throws SQLException {
    var fact = coded.fact();
    var past = latest.revision(codec);
    var before = past.fact();
    rows.update(
        """
        INSERT INTO revisions (fact, number, event, at, body)
        SELECT seq, number, event, revised_at, ? FROM facts WHERE seq = ?
        """,
        codec.encode(past),
        latest.seq());
    if (!before.text().equals(fact.text())) {
      EntryFeed.forgetVectors(rows, latest.seq(), latest.recordedAt());
      EntryFeed.awaitVectors(rows, latest.seq(), Times.nanos(fact.recordedAt()));
    }
    uncite(rows, latest.seq(), before.origin());
    fitting(
        fact,
        () ->
            rows.update(
                """
                UPDATE facts SET
                  change = ?, layer = ?, user = ?, session = ?, agent = ?, app = ?, run = ?,
                  subject = ?, standing = ?, pinned = ?, canonical = ?, recorded_at = ?, valid_to = ?,
                  expires_at = ?, said_in = ?, number = number + 1, event = ?, revised_at = ?,
                  moved = max(moved, ?), body = ?
                WHERE seq = ?
                """,
                EntryFeed.count(rows),
                fact.layer().name(),
                fact.scope().user(),
                fact.scope().session(),
                fact.labels().agent(),
                fact.labels().app(),
                fact.labels().run(),
                fact.subject(),
                fact.care().standing().name(),
                pinned(fact),
                coded.canonical(),
                Times.nanos(fact.recordedAt()),
                end(fact.validity().validTo()),
                end(fact.care().expiresAt()),
                saidIn(rows, fact),
                coded.revision().event().name(),
                Times.nanos(coded.revision().at()),
                before.scope().equals(fact.scope()) && before.layer() == fact.layer() ? 0 : 1,
                coded.body(),
                latest.seq()));
    cite(rows, latest.seq(), fact);
  }

  private static String pinned(Fact fact) {
    return fact.care().pinned() ? FactConditions.PINNED : "";
  }

  private interface Writing {
    int run() throws SQLException;
  }

  private static void fitting(Fact fact, Writing writing) throws SQLException {
    try {
      writing.run();
    } catch (SQLException e) {
      if (Trouble.isConstraint(e)) {
        throw Failure.internal(
            "Can't keep the fact %s: its scope doesn't fit the layer %s"
                .formatted(fact.id(), fact.layer()),
            e);
      }
      throw e;
    }
  }

  private static @Nullable Long end(Instant time) {
    return time.equals(Fact.Validity.OPEN) ? null : Times.nanos(time);
  }

  /// The message that it cites whole.
  private static @Nullable Long saidIn(Rows rows, Fact fact) throws SQLException {
    for (var citation : fact.origin().citations()) {
      if (citation.end() == 0) {
        return MessageRows.row(rows, fact.scope().tenant(), citation.source()).orElse(null);
      }
    }
    return null;
  }

  private static void cite(Rows rows, long entry, Fact fact) throws SQLException {
    for (var citation : fact.origin().citations()) {
      rows.update(
          "INSERT OR IGNORE INTO citations (source, fact) VALUES (?, ?)", citation.source(), entry);
    }
  }

  private static void uncite(Rows rows, long entry, Fact.Origin origin) throws SQLException {
    for (var citation : origin.citations()) {
      rows.update("DELETE FROM citations WHERE source = ? AND fact = ?", citation.source(), entry);
    }
  }

  /// Deletes a fact and its history for good and returns its text; empty if there is none.
  Optional<String> erase(Rows rows, String tenant, String id) throws SQLException {
    var found = rows.first(FactRow::read, SELECT + "WHERE tenant = ? AND id = ?", tenant, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var row = found.get();
    var fact = row.fact(codec);
    uncite(rows, row.seq(), fact.origin());
    EntryFeed.forgetVectors(rows, row.seq(), row.recordedAt());
    rows.update("DELETE FROM facts WHERE seq = ?", row.seq());
    EntryFeed.markGone(rows, fact.key());
    return Optional.of(fact.text());
  }

  Optional<Fact> fact(String tenant, String id) {
    return database
        .read(
            "find the fact " + id,
            rows -> rows.first(FactRow::read, SELECT + "WHERE tenant = ? AND id = ?", tenant, id))
        .map(row -> row.fact(codec));
  }

  Map<String, Fact> facts(String tenant, Collection<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database
        .read(
            "find %d facts".formatted(ids.size()),
            rows ->
                rows.list(
                    FactRow::read,
                    SELECT + "WHERE tenant = ? AND id IN (SELECT value FROM json_each(?))",
                    tenant,
                    codec.encode(ids)))
        .stream()
        .map(row -> row.fact(codec))
        .collect(Collectors.toMap(Fact::id, fact -> fact));
  }

  List<Revision> history(String tenant, String fact) {
    var revisions = new ArrayList<Revision>();
    database.read(
        "read the history of the fact " + fact,
        rows -> {
          var latest =
              rows.first(FactRow::read, SELECT + "WHERE tenant = ? AND id = ?", tenant, fact);
          if (latest.isPresent()) {
            revisions.addAll(before(rows, latest.get(), codec));
            revisions.add(latest.get().revision(codec));
          }
          return revisions;
        });
    return List.copyOf(revisions);
  }

  /// The revisions before the latest, oldest first.
  static List<Revision> before(Rows rows, FactRow latest, Codec codec) throws SQLException {
    return rows.list(
        row -> codec.decode(row.getString(1), Revision.class),
        "SELECT body FROM revisions WHERE fact = ? ORDER BY number",
        latest.seq());
  }

  List<Fact> about(Scope scope, Layer layer, String subject, int limit) {
    if (subject.isEmpty()) {
      return List.of();
    }
    return database
        .read(
            "list facts about a subject",
            rows ->
                rows.list(
                    FactRow::read,
                    ABOUT,
                    scope.tenant(),
                    subject,
                    layer.name(),
                    scope.user(),
                    scope.session(),
                    limit))
        .stream()
        .map(row -> row.fact(recent))
        .toList();
  }

  List<Fact> same(Scope owner, Layer layer, String canonical) {
    return database
        .read(
            "look for the same fact",
            rows ->
                rows.list(
                    FactRow::read,
                    SAME,
                    CanonicalHash.ofCanonical(canonical),
                    owner.tenant(),
                    owner.user(),
                    owner.session(),
                    layer.name()))
        .stream()
        .map(row -> row.fact(codec))
        .filter(fact -> Canonical.of(fact.text()).equals(canonical))
        .toList();
  }

  List<Fact> citing(String tenant, Collection<String> sources) {
    if (sources.isEmpty()) {
      return List.of();
    }
    return database
        .read(
            "list what rests on %d sources".formatted(sources.size()),
            rows ->
                rows.list(
                    FactRow::read,
                    SELECT
                        + """
                        WHERE tenant = ? AND seq IN
                          (SELECT fact FROM citations
                           WHERE source IN (SELECT value FROM json_each(?)))
                        ORDER BY seq
                        """,
                    tenant,
                    codec.encode(sources)))
        .stream()
        .map(row -> row.fact(codec))
        .toList();
  }

  /// Facts of one session, deleted for good; says how many.
  int eraseOfSession(Rows rows, Scope session) throws SQLException {
    var ids =
        rows.list(
            row -> row.getString(1),
            """
            SELECT id FROM facts
            WHERE tenant = ? AND user = ? AND session = ? AND session <> '' AND layer = 'SESSION'
            ORDER BY seq
            """,
            session.tenant(),
            session.user(),
            session.session());
    for (var id : ids) {
      erase(rows, session.tenant(), id);
    }
    return ids.size();
  }
}
