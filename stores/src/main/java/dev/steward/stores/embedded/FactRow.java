package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Validity;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import dev.steward.core.run.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row with a fact as it is now.
///
/// @param validTo null: never
/// @param expiresAt null: never
/// @param revisedAt null: when it was recorded
record FactRow(
    long seq,
    Scope scope,
    String id,
    Layer layer,
    Fact.Standing standing,
    long recordedAt,
    @Nullable Long validTo,
    @Nullable Long expiresAt,
    Revision.Event event,
    @Nullable Long revisedAt,
    String body) {
  /// What [#read] reads.
  static final String COLUMNS =
      "facts.seq, facts.tenant, facts.user, facts.session, facts.id, facts.layer, facts.standing, facts.recorded_at, facts.valid_to, facts.expires_at, facts.event, facts.revised_at, facts.body";

  /// How many columns these are.
  static final int WIDTH = 13;

  static FactRow read(ResultSet row) throws SQLException {
    return read(row, 1);
  }

  /// @param first the number of the first of its columns
  static FactRow read(ResultSet row, int first) throws SQLException {
    return new FactRow(
        row.getLong(first),
        new Scope(row.getString(first + 1), row.getString(first + 2), row.getString(first + 3)),
        row.getString(first + 4),
        Layer.valueOf(row.getString(first + 5)),
        Fact.Standing.valueOf(row.getString(first + 6)),
        row.getLong(first + 7),
        number(row, first + 8),
        number(row, first + 9),
        Revision.Event.valueOf(row.getString(first + 10)),
        number(row, first + 11),
        row.getString(first + 12));
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    var number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  /// Its place in the order by time.
  Position position() {
    return new Position(recordedAt, seq);
  }

  Fact fact(Codec codec) {
    return fact(codec.decode(body, FactBody.class));
  }

  Revision revision(Codec codec) {
    var rest = codec.decode(body, FactBody.class);
    var fact = fact(rest);
    var at =
        revisedAt == null
            ? fact.recordedAt()
            : Times.read(revisedAt, rest.timesOrNone().revisedAt());
    return new Revision(fact, event, at, rest.doneBy());
  }

  private Fact fact(FactBody rest) {
    var times = rest.timesOrNone();
    var recorded = Times.read(recordedAt, times.recordedAt());
    return new Fact(
        id,
        scope,
        layer,
        rest.kind(),
        rest.claim(),
        rest.origin(),
        new Validity(
            parsed(times.validFrom(), recorded),
            end(validTo, times.validTo()),
            recorded,
            parsed(times.supersededAt(), Validity.OPEN),
            times.supersededBy()),
        new Fact.Care(
            standing,
            rest.repeats() + 1,
            rest.pinned(),
            end(expiresAt, times.expiresAt()),
            parsed(times.reviewAt(), Validity.OPEN)),
        rest.labelsOrNone());
  }

  private static Instant parsed(String time, Instant usual) {
    return time.isEmpty() ? usual : Instant.parse(time);
  }

  private static Instant end(@Nullable Long nanos, String beside) {
    return nanos == null ? Validity.OPEN : Times.read(nanos, beside);
  }
}
