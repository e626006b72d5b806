package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Needles;
import dev.steward.core.run.Run;
import dev.steward.core.run.Signal;
import dev.steward.core.run.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The journal's rows.
final class SqliteJournal implements Journal {
  /// How many runs are deleted in one go, so that other writers don't wait long.
  private static final int PRUNED_AT_ONCE = 200;

  /// How many runs are in memory at once while they are searched.
  private static final int SEARCHED_AT_ONCE = 100;

  private final Database database;
  private final Codec codec;

  SqliteJournal(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  @Override
  public boolean start(Run run) {
    var body = codec.encode(run);
    return database.write(
        "start the run " + run.id(),
        rows ->
            rows.update(
                    """
                    INSERT INTO runs
                      (tenant, id, user, graph, started_at, updated_at, finished, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING
                    """,
                    run.tenant(),
                    run.id(),
                    run.user(),
                    run.graph(),
                    Times.nanos(run.startedAt()),
                    Times.nanos(run.updatedAt()),
                    run.status().isFinished(),
                    body)
                == 1);
  }

  @Override
  public Optional<Run> find(String tenant, String id) {
    return database
        .read(
            "find the run " + id,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    "SELECT body FROM runs WHERE tenant = ? AND id = ?",
                    tenant,
                    id))
        .map(body -> codec.decode(body, Run.class));
  }

  @Override
  public List<Run> list(String tenant, String user, String graph, String before, int limit) {
    var bodies =
        database.read(
            "list the runs of " + tenant,
            rows -> {
              var end =
                  before.isEmpty() ? Position.END : position(rows, tenant, user, graph, before);
              var listed = new Listed("runs").where("tenant", tenant);
              if (!user.isEmpty()) {
                listed.where("user", user);
              }
              if (!graph.isEmpty()) {
                listed.where("graph", graph);
              }
              return listed.newestBefore(rows, end, limit);
            });
    return bodies.stream().map(body -> codec.decode(body, Run.class)).toList();
  }

  private static Position position(Rows rows, String tenant, String user, String graph, String run)
      throws SQLException {
    return rows.first(
            Position::read,
            """
            SELECT started_at, seq FROM runs
            WHERE tenant = ? AND id = ? AND ? IN ('', user) AND ? IN ('', graph)
            """,
            tenant,
            run,
            user,
            graph)
        .orElseThrow(() ->
            Failure.user(
                "There is no run %s to go on from; list from the newest again".formatted(run)));
  }

  @Override
  public void update(Run run) {
    var body = codec.encode(run);
    var what = "update the run " + run.id();
    database.write(
        what,
        rows -> {
          var updated =
              rows.update(
                  """
                  UPDATE runs SET user = ?, updated_at = ?, finished = ?, body = ?
                  WHERE tenant = ? AND id = ?
                  """,
                  run.user(),
                  Times.nanos(run.updatedAt()),
                  run.status().isFinished(),
                  body,
                  run.tenant(),
                  run.id());
          if (updated == 0) {
            throw Failure.internal("Can't %s: there is none".formatted(what), null);
          }
          return updated;
        });
  }

  @Override
  public List<Run> unfinished() {
    return database
        .read(
            "list the unfinished runs",
            rows ->
                rows.list(
                    row -> row.getString(1),
                    "SELECT body FROM runs WHERE finished = 0 ORDER BY started_at, seq"))
        .stream()
        .map(body -> codec.decode(body, Run.class))
        .toList();
  }

  @Override
  public List<Step> steps(String tenant, String run) {
    return database
        .read(
            "list the steps of the run " + run,
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT steps.body FROM runs JOIN steps ON steps.run = runs.seq
                    WHERE runs.tenant = ? AND runs.id = ? ORDER BY steps.number
                    """,
                    tenant,
                    run))
        .stream()
        .map(body -> codec.decode(body, Step.class))
        .toList();
  }

  private record Encoded(Step step, String body) {}

  @Override
  public void save(String tenant, List<Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    var encoded = steps.stream().map(step -> new Encoded(step, codec.encode(step))).toList();
    database.write(
        "save the step " + steps.getFirst().key(),
        rows -> {
          for (var one : encoded) {
            save(rows, tenant, one);
          }
          return encoded.size();
        });
  }

  private static void save(Rows rows, String tenant, Encoded one) throws SQLException {
    var saved =
        rows.update(
            """
            INSERT INTO steps (run, number, body)
            SELECT seq, ?, ? FROM runs WHERE tenant = ? AND id = ?
            ON CONFLICT (run, number) DO UPDATE SET body = excluded.body
            """,
            one.step().number(),
            one.body(),
            tenant,
            one.step().run());
    if (saved == 0) {
      throw Failure.internal(
          "Can't save the step %s: there is no such run".formatted(one.step().key()), null);
    }
  }

  @Override
  public boolean signal(String tenant, Signal signal) {
    var body = codec.encode(signal);
    return database.write(
        "signal the run " + signal.run(),
        rows -> {
          var run =
              rows.first(
                      row -> row.getLong(1),
                      "SELECT seq FROM runs WHERE tenant = ? AND id = ?",
                      tenant,
                      signal.run())
                  .orElseThrow(
                      () -> Failure.user("There is no run %s to signal".formatted(signal.run())));
          return rows.update(
                  """
                  INSERT INTO signals (run, id, body) VALUES (?, ?, ?)
                  ON CONFLICT (run, id) DO NOTHING
                  """,
                  run,
                  signal.id(),
                  body)
              == 1;
        });
  }

  @Override
  public List<Signal> signals(String tenant, String run) {
    return database
        .read(
            "list the signals of the run " + run,
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT signals.body FROM runs JOIN signals ON signals.run = runs.seq
                    WHERE runs.tenant = ? AND runs.id = ? ORDER BY signals.seq
                    """,
                    tenant,
                    run))
        .stream()
        .map(body -> codec.decode(body, Signal.class))
        .toList();
  }

  @Override
  public int prune(Instant before) {
    int pruned = 0;
    int now;
    do {
      now =
          database.write(
              "delete old runs",
              rows -> {
                var deleted =
                    rows.update(
                        """
                        DELETE FROM runs WHERE seq IN (
                          SELECT seq FROM runs WHERE finished = 1 AND updated_at < ? LIMIT ?)
                        """,
                        Times.nanos(before),
                        PRUNED_AT_ONCE);
                if (deleted > 0 && deleted < PRUNED_AT_ONCE) {
                  rows.erased();
                }
                return deleted;
              });
      pruned += now;
    } while (now == PRUNED_AT_ONCE);
    return pruned;
  }

  @Override
  public List<String> holding(String tenant, Collection<String> texts) {
    var needles = new Needles(texts);
    var holding = new ArrayList<Held>();
    for (long seq = 0; ; ) {
      var last = seq;
      var runs =
          database.read(
              "search the runs of " + tenant,
              rows ->
                  rows.list(
                      Held::read,
                      """
                      SELECT seq, started_at, id, body FROM runs
                      WHERE tenant = ? AND seq > ? ORDER BY seq LIMIT ?
                      """,
                      tenant,
                      last,
                      SEARCHED_AT_ONCE));
      runs.stream().filter(run -> holds(run, needles)).forEach(holding::add);
      if (runs.size() < SEARCHED_AT_ONCE) {
        break;
      }
      seq = runs.getLast().position().seq();
    }
    holding.sort(Comparator.comparing(Held::position, Position.ORDER));
    return holding.stream().map(Held::id).toList();
  }

  private record Held(Position position, String id, String body) {
    static Held read(ResultSet row) throws SQLException {
      return new Held(
          new Position(row.getLong(2), row.getLong(1)), row.getString(3), row.getString(4));
    }
  }

  private boolean holds(Held run, Needles needles) {
    return needles.areIn(run.body())
        || database
            .read(
                "search the run " + run.id(),
                rows ->
                    rows.list(
                        row -> row.getString(1),
                        """
                        SELECT body FROM steps WHERE run = ?
                        UNION ALL SELECT body FROM signals WHERE run = ?
                        """,
                        run.position().seq(),
                        run.position().seq()))
            .stream()
            .anyMatch(needles::areIn);
  }

  @Override
  public Set<String> erase(String tenant, Collection<String> runs) {
    if (runs.isEmpty()) {
      return Set.of();
    }
    return database.write(
        "erase runs of " + tenant,
        rows -> {
          var erased = new HashSet<String>();
          for (var run : runs) {
            var deleted =
                rows.update(
                    "DELETE FROM runs WHERE tenant = ? AND id = ? AND finished = 1", tenant, run);
            if (deleted > 0) {
              erased.add(run);
              rows.erased();
            }
          }
          return erased;
        });
  }
}
