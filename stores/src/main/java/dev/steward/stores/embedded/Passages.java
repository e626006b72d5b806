package dev.steward.stores.embedded;

import dev.steward.core.memory.ChangeFeed.Unembedded;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Message;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.util.Optional;

/// Reads what is to be embedded of an entry: itself, and what was said around it.
final class Passages {
  private final Codec codec;

  Passages(Codec codec) {
    this.codec = codec;
  }

  /// That of the fact or message of this number.
  Unembedded of(Rows rows, long entry) throws SQLException {
    var fact =
        rows.first(
            FactRow::read, "SELECT %s FROM facts WHERE seq = ?".formatted(FactRow.COLUMNS), entry);
    if (fact.isPresent()) {
      return ofFact(rows, entry, fact.get().fact(codec));
    }
    var message = message(rows, entry).orElseThrow(() -> new SQLException("no entry: " + entry));
    return around(rows, entry, message, message);
  }

  /// A fact that is a message word for word stands where that does.
  private Unembedded ofFact(Rows rows, long entry, Fact fact) throws SQLException {
    var said = rows.number("SELECT coalesce(said_in, 0) FROM facts WHERE seq = ?", entry);
    var repeated = message(rows, said).filter(message -> message.text().equals(fact.text()));
    return repeated.isPresent()
        ? around(rows, said, repeated.get(), fact)
        : new Unembedded(fact, "", "");
  }

  private Optional<Message> message(Rows rows, long seq) throws SQLException {
    return rows.first(
            MessageRow::read,
            """
            SELECT %s FROM messages JOIN threads ON threads.number = messages.thread
            WHERE messages.seq = ?
            """
                .formatted(MessageRow.COLUMNS),
            seq)
        .map(row -> row.message(codec));
  }

  /// @param said the message, of the number `seq`, that the entry is or repeats
  private Unembedded around(Rows rows, long seq, Message said, Entry entry) throws SQLException {
    var reply =
        said.role() == Message.Role.USER
            ? beside(rows, seq, 1).filter(next -> next.role() == Message.Role.ASSISTANT)
            : Optional.<Message>empty();
    return new Unembedded(
        entry,
        beside(rows, seq, -1).map(Message::spoken).orElse(""),
        reply.map(Message::spoken).orElse(""));
  }

  /// What was said so many places after the message of this number in its thread.
  private Optional<Message> beside(Rows rows, long seq, int places) throws SQLException {
    return rows.first(
            MessageRow::read,
            """
            SELECT %s FROM messages AS said
            JOIN messages ON messages.thread = said.thread AND messages.place = said.place + ?
            JOIN threads ON threads.number = messages.thread
            WHERE said.seq = ?
            """
                .formatted(MessageRow.COLUMNS),
            places,
            seq)
        .map(row -> row.message(codec));
  }
}
