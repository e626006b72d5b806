package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Trust;
import dev.steward.core.run.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A row with a message, and that of its thread.
record MessageRow(Scope scope, String id, long at, String body) {
  /// What [#read] reads, of tables by these names.
  static final String COLUMNS =
      "messages.tenant, threads.user, threads.session, messages.id, messages.at, messages.body";

  /// How many columns these are.
  static final int WIDTH = 6;

  static MessageRow read(ResultSet row) throws SQLException {
    return read(row, 1);
  }

  /// @param first the number of the first of its columns
  static MessageRow read(ResultSet row, int first) throws SQLException {
    return new MessageRow(
        new Scope(row.getString(first), row.getString(first + 1), row.getString(first + 2)),
        row.getString(first + 3),
        row.getLong(first + 4),
        row.getString(first + 5));
  }

  /// What the row holds beside its columns.
  ///
  /// @param labels null: none
  /// @param at in ISO 8601, if the column doesn't hold it exactly
  record Body(
      Message.Role role,
      String speaker,
      String channel,
      String turn,
      Trust trust,
      @Nullable Labels labels,
      String text,
      String at) {}

  static Body body(Message message) {
    return new Body(
        message.role(),
        message.speaker(),
        message.channel(),
        message.turn(),
        message.trust(),
        message.labels().equals(Labels.NONE) ? null : message.labels(),
        message.text(),
        Times.beside(message.at()));
  }

  Message message(Codec codec) {
    var rest = codec.decode(body, Body.class);
    return new Message(
        id,
        scope,
        rest.role(),
        rest.speaker(),
        rest.channel(),
        rest.turn(),
        rest.trust(),
        rest.labels() == null ? Labels.NONE : rest.labels(),
        rest.text(),
        Times.read(at, rest.at()));
  }
}
