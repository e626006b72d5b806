package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.BatchStore;
import dev.steward.core.batch.Item;
import dev.steward.core.batch.Tally;
import dev.steward.core.cost.Money;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Needles;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rows of batches and their items.
final class SqliteBatchStore implements BatchStore {
  private static final String SEQ = "SELECT seq FROM batches WHERE tenant = ? AND id = ?";
  private static final int SEARCHED_AT_ONCE = 200;
  private static final Set<Item.State> FINISHED =
      EnumSet.complementOf(EnumSet.of(Item.State.WAITING));

  private final Database database;
  private final Codec codec;

  SqliteBatchStore(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  private record Encoded(Item item, String body) {}

  private record Sum(String state, String cost) {}

  private List<Encoded> encoded(List<Item> items) {
    return items.stream().map(item -> new Encoded(item, codec.encode(item))).toList();
  }

  private static boolean isFinished(Batch batch) {
    return switch (batch.state()) {
      case DONE, CANCELLED -> true;
      case RUNNING, PAUSED, CANCELLING -> false;
    };
  }

  @Override
  public boolean add(Batch batch, List<Item> items) {
    var body = codec.encode(batch);
    var encoded = encoded(items);
    return database.write(
        "keep the batch " + batch.id(),
        rows -> {
          var added =
              rows.update(
                  """
                  INSERT INTO batches
                    (tenant, id, user, started_at, updated_at, finished, body)
                  VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING
                  """,
                  batch.tenant(),
                  batch.id(),
                  batch.user(),
                  Times.nanos(batch.startedAt()),
                  Times.nanos(batch.updatedAt()),
                  isFinished(batch),
                  body);
          if (added == 0) {
            return false;
          }
          var seq = rows.number(SEQ, batch.tenant(), batch.id());
          for (var one : encoded) {
            rows.update(
                "INSERT INTO batch_items (batch, row, state, cost, body) VALUES (?, ?, ?, ?, ?)",
                seq,
                one.item().row(),
                one.item().state().name(),
                digits(one.item().cost()),
                one.body());
          }
          return true;
        });
  }

  @Override
  public Optional<Batch> find(String tenant, String id) {
    return database
        .read(
            "find the batch " + id,
            rows ->
                rows.first(
                    row -> row.getString(1),
                    "SELECT body FROM batches WHERE tenant = ? AND id = ?",
                    tenant,
                    id))
        .map(this::batch);
  }

  @Override
  public List<Batch> list(String tenant, String user, String before, int limit) {
    return database
        .read(
            "list the batches of " + tenant,
            rows -> {
              var end = before.isEmpty() ? Position.END : position(rows, tenant, user, before);
              var listed = new Listed("batches").where("tenant", tenant);
              if (!user.isEmpty()) {
                listed.where("user", user);
              }
              return listed.newestBefore(rows, end, limit);
            })
        .stream()
        .map(this::batch)
        .toList();
  }

  private static Position position(Rows rows, String tenant, String user, String batch)
      throws SQLException {
    return rows.first(
            Position::read,
            "SELECT started_at, seq FROM batches WHERE tenant = ? AND id = ? AND ? IN ('', user)",
            tenant,
            batch,
            user)
        .orElseThrow(() ->
            Failure.user(
                "There is no batch %s to go on from; list from the newest again".formatted(batch)));
  }

  @Override
  public List<Batch> unfinished() {
    return database
        .read(
            "list the unfinished batches",
            rows ->
                rows.list(
                    row -> row.getString(1),
                    "SELECT body FROM batches WHERE finished = 0 ORDER BY started_at, seq"))
        .stream()
        .map(this::batch)
        .toList();
  }

  @Override
  public boolean replace(Batch known, Batch next) {
    var was = codec.encode(known);
    var body = codec.encode(next);
    return database.write(
        "update the batch " + known.id(),
        rows ->
            rows.update(
                    """
                    UPDATE batches SET updated_at = ?, finished = ?, body = ?
                    WHERE tenant = ? AND id = ? AND body = ?
                    """,
                    Times.nanos(next.updatedAt()),
                    isFinished(next),
                    body,
                    known.tenant(),
                    known.id(),
                    was)
                == 1);
  }

  @Override
  public List<Item> items(
      String tenant, String batch, Set<Item.State> states, int after, int limit) {
    return database
        .read(
            "list the items of the batch " + batch,
            rows -> bodies(rows, tenant, batch, states, after, limit))
        .stream()
        .map(body -> codec.decode(body, Item.class))
        .toList();
  }

  private static List<String> bodies(
      Rows rows, String tenant, String batch, Set<Item.State> states, int after, int limit)
      throws SQLException {
    var parameters = new ArrayList<Object>(List.of(tenant, batch));
    states.forEach(state -> parameters.add(state.name()));
    parameters.addAll(List.of(after, limit));
    var marks = String.join(", ", states.stream().map(state -> "?").toList());
    return rows.list(
        row -> row.getString(1),
        """
        SELECT body FROM batch_items WHERE batch = (%s) AND state IN (%s) AND row > ?
        ORDER BY row LIMIT ?
        """
            .formatted(SEQ, marks),
        parameters.toArray());
  }

  @Override
  public void save(String tenant, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    var encoded = encoded(items);
    database.write(
        "save items of the batch " + items.getFirst().batch(),
        rows -> {
          for (var one : encoded) {
            save(rows, tenant, one);
          }
          return encoded.size();
        });
  }

  private static void save(Rows rows, String tenant, Encoded one) throws SQLException {
    var item = one.item();
    var saved =
        rows.update(
            """
            UPDATE batch_items SET state = ?, cost = ?, body = ? WHERE batch = (%s) AND row = ?
            """
                .formatted(SEQ),
            item.state().name(),
            digits(item.cost()),
            one.body(),
            tenant,
            item.batch(),
            item.row());
    if (saved == 0) {
      throw Failure.internal(
          "Can't save row %d of the batch %s: there is none".formatted(item.row(), item.batch()),
          null);
    }
  }

  private static String digits(Money cost) {
    return cost.dollars().toPlainString();
  }

  @Override
  public Tally tally(String tenant, String batch) {
    var tally = Tally.NONE;
    var sums =
        database.read(
            "count the items of the batch " + batch,
            rows ->
                rows.list(
                    row -> new Sum(row.getString(1), row.getString(2)),
                    "SELECT state, cost FROM batch_items WHERE batch = (%s)".formatted(SEQ),
                    tenant,
                    batch));
    for (var sum : sums) {
      tally = tally.plus(Item.State.valueOf(sum.state()), Money.of(sum.cost()));
    }
    return tally;
  }

  @Override
  public int prune(Instant before) {
    return database.write(
        "delete old batches",
        rows -> {
          var deleted =
              rows.update(
                  "DELETE FROM batches WHERE finished = 1 AND updated_at < ?", Times.nanos(before));
          if (deleted > 0) {
            rows.erased();
          }
          return deleted;
        });
  }

  @Override
  public int forget(String tenant, Collection<String> texts, boolean dryRun) {
    var needles = new Needles(texts);
    int found = 0;
    var ids =
        database.read(
            "search the batches of " + tenant,
            rows ->
                rows.list(
                    row -> row.getString(1),
                    "SELECT id FROM batches WHERE tenant = ? ORDER BY seq",
                    tenant));
    for (var id : ids) {
      found += forgetItems(tenant, id, needles, dryRun);
      var batch = find(tenant, id).filter(known -> known.state().isAtRest()).orElse(null);
      if (batch != null && needles.areIn(batch.template())) {
        found++;
        if (!dryRun) {
          replace(batch, batch.forgotten());
        }
      }
    }
    if (found > 0 && !dryRun) {
      database.write(
          "wipe what was forgotten",
          rows -> {
            rows.erased();
            return true;
          });
    }
    return found;
  }

  private int forgetItems(String tenant, String batch, Needles needles, boolean dryRun) {
    int found = 0;
    for (var page = items(tenant, batch, FINISHED, 0, SEARCHED_AT_ONCE);
        !page.isEmpty();
        page = items(tenant, batch, FINISHED, page.getLast().row(), SEARCHED_AT_ONCE)) {
      var holding =
          page.stream()
              .filter(item ->
                  needles.areIn(item.result())
                      || item.fields().values().stream().anyMatch(needles::areIn))
              .toList();
      found += holding.size();
      if (!dryRun) {
        save(tenant, holding.stream().map(Item::forgotten).toList());
      }
    }
    return found;
  }

  private Batch batch(String body) {
    return codec.decode(body, Batch.class);
  }
}
