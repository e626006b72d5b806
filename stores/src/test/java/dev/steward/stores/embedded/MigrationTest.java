package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Trust;
import dev.steward.core.run.Run;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Databases of earlier versions are brought up to date with all that they hold.
class MigrationTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  @TempDir Path folder;

  @BeforeEach
  void aDatabaseOfTheFirstVersion() {
    var first = new Schema(Schema.shipped().scripts().subList(0, 1));
    try (var database = Database.open(folder.resolve("steward.db"), first)) {
      database.write(
          "fill",
          rows -> {
            addMessage(rows, 1, "m1", "s1", "USER", "ana", "John likes \\\"mornings\\\" 👩‍👩‍👧");
            addMessage(rows, 2, "m2", "s1", "ASSISTANT", "steward", "Noted.");
            addMessage(rows, 3, "m3", "s2", "USER", "ana", "Bye");
            addFact(rows, 1, "f1", "USER", "ana", "", "person:john", "John likes mornings.", "m1");
            addFact(rows, 2, "f2", "ORGANISATION", "", "", "", "We open at nine", "steward.yaml");
            addFact(rows, 4, "f3", "SESSION", "ana", "s1", "", "The draft is late", "");
            rows.update("INSERT INTO gone (tenant, fact, change) VALUES ('acme', 'f0', 3)");
            rows.update("UPDATE feed SET last = 4");
            addRun(rows, 1, "done", "DONE", 1);
            addRun(rows, 2, "waiting", "WAITING", 0);
            rows.update(
                "INSERT INTO signals (run, id, body) VALUES (2, 'yes', '{\"run\":\"waiting\",\"name\":\"yes\",\"id\":\"yes\",\"payload\":\"\",\"at\":\"2026-11-23T12:00:00Z\"}')");
            rows.update(
                """
                INSERT INTO sessions (tenant, user, id, touched_at, body)
                VALUES ('acme', 'ana', 's1', ?,
                  '{"id":"s1","tenant":"acme","user":"ana","touchedAt":"2026-11-23T12:00:00.123456789Z"}')
                """,
                Times.nanos(NOON));
            addPaid(rows, 1, "t1/1", "t1", "0.000000000000000000000000000123");
            addPaid(rows, 2, "t1/2", "t1", "12345678901234567890.000001");
            addPaid(rows, 3, "t2/1", "", "9.5E-7");
            addPaid(rows, 4, "t3/1", "t3", "0");
            return true;
          });
    }
  }

  private static void addPaid(Rows rows, int seq, String key, String turn, String dollars)
      throws SQLException {
    rows.update(
        "INSERT INTO ledger (seq, tenant, key, user, completed_at, body) VALUES (?, 'acme', ?, 'ana', ?, ?)",
        seq,
        key,
        Times.nanos(NOON),
        """
        {"key":"%s","tenant":"acme","user":"ana",%s"agent":"outreach_qa",\
        "model":"claude-haiku-5-5","kind":"draft_email",\
        "usage":{"input":10,"cacheRead":2,"output":5},"cost":{"dollars":%s},\
        "rawUsage":"{\\"a\\": 0.10}","startedAt":"2026-11-23T11:59:59Z",\
        "completedAt":"2026-11-23T12:00:00.123456789Z"}\
        """
            .formatted(key, turn.isEmpty() ? "" : "\"turn\":\"%s\",".formatted(turn), dollars));
  }

  private static void addMessage(
      Rows rows, int seq, String id, String session, String role, String speaker, String text)
      throws SQLException {
    rows.update(
        "INSERT INTO messages (seq, tenant, id, user, session, at, body) VALUES (?, 'acme', ?, 'ana', ?, ?, ?)",
        seq,
        id,
        session,
        Times.nanos(NOON),
        """
        {"id":"%s","scope":{"tenant":"acme","user":"ana","session":"%s"},"role":"%s",\
        "speaker":"%s","channel":"cli","turn":"t1","text":"%s",\
        "at":"2026-11-23T12:00:00.123456789Z"}\
        """
            .formatted(id, session, role, speaker, text));
  }

  private static void addFact(
      Rows rows,
      int change,
      String id,
      String layer,
      String user,
      String session,
      String subject,
      String text,
      String source)
      throws SQLException {
    rows.update(
        """
        INSERT INTO facts
          (change, tenant, id, layer, user, session, subject, recorded_at, embedder, vector, body)
        VALUES (?, 'acme', ?, ?, ?, ?, ?, ?, 'e5', x'0000803f', ?)
        """,
        change,
        id,
        layer,
        user,
        session,
        subject,
        Times.nanos(NOON),
        """
        {"id":"%s","scope":{"tenant":"acme","user":"%s","session":"%s"},"layer":"%s",\
        "kind":"DECISION","subject":"%s","text":"%s","source":"%s","author":"ana",\
        "recordedAt":"2026-11-23T12:00:00.123456789Z"}\
        """
            .formatted(id, user, session, layer, subject, text, source));
  }

  private static void addRun(Rows rows, int seq, String id, String status, int finished)
      throws SQLException {
    rows.update(
        """
        INSERT INTO runs (seq, tenant, id, user, started_at, updated_at, finished, body)
        VALUES (?, 'acme', ?, 'ana', 1, 1, ?, ?)
        """,
        seq,
        id,
        finished,
        """
        {"id":"%s","tenant":"acme","user":"ana","lane":"","graph":"turn","status":"%s",\
        "input":"{}","output":"","error":"","waitingFor":"","startedAt":"2026-11-23T12:00:00Z",\
        "updatedAt":"2026-11-23T12:00:00Z","wakeAt":"2026-11-23T12:00:00Z"}\
        """
            .formatted(id, status));
    rows.update("INSERT INTO steps (run, number, body) VALUES (?, 1, '{\"old\":1}')", seq);
  }

  private static Fact fact(
      String id, Scope scope, Layer layer, String subject, String text, String source) {
    return Fact.of(id, scope, layer, Fact.Kind.DECISION, subject, text, source, "ana", NOON);
  }

  @Test
  void paidCallsKeepWhatTheyCostToTheLastDigit() {
    try (var stores = FreshStores.open(folder)) {
      var ledger = stores.ledger();
      var entries = ledger.entries("acme", "", NOON, NOON.plusNanos(1));

      assertThat(entries)
          .extracting(LedgerEntry::cost)
          .containsExactly(
              Money.of("0.000000000000000000000000000123"),
              Money.of("12345678901234567890.000001"),
              Money.of("0.00000095"),
              Money.ZERO);
      assertThat(entries).extracting(LedgerEntry::terms).containsOnly(Terms.STANDARD);
      assertThat(entries).extracting(LedgerEntry::rawUsage).containsOnly("{\"a\": 0.10}");
      assertThat(entries).extracting(LedgerEntry::usage).containsOnly(new Usage(10, 2, 0, 0, 5, 0));
      assertThat(entries)
          .allSatisfy(entry ->
              assertThat(entry.bill().notes())
                  .singleElement()
                  .satisfies(note -> assertThat(note.kind()).isEqualTo(Bill.Note.Kind.NOT_KEPT)));
      assertThat(ledger.find("acme", "t1")).isEqualTo(entries.subList(0, 2));
      assertThat(ledger.find("acme", "t2/1")).containsExactly(entries.get(2));
    }
  }

  @Test
  void factsAndMessagesAreThereInTheirNewForm() {
    var john =
        fact(
            "f1",
            new Scope("acme", "ana", ""),
            Layer.USER,
            "person:john",
            "John likes mornings.",
            "m1");
    try (var stores = FreshStores.open(folder)) {
      var facts = stores.facts();

      assertThat(facts.fact("acme", "f1")).contains(john);
      assertThat(facts.history("acme", "f1")).containsExactly(Revision.added(john));
      assertThat(facts.fact("acme", "f2"))
          .contains(
              fact(
                  "f2",
                  new Scope("acme", "", ""),
                  Layer.ORGANISATION,
                  "",
                  "We open at nine",
                  "steward.yaml"));
      assertThat(facts.fact("acme", "f3"))
          .contains(
              fact(
                  "f3",
                  new Scope("acme", "ana", "s1"),
                  Layer.SESSION,
                  "",
                  "The draft is late",
                  ""));
      assertThat(facts.message("acme", "m1"))
          .contains(
              message(
                  "m1", Message.Role.USER, "ana", Trust.OWNER, "John likes \"mornings\" 👩‍👩‍👧"));
      assertThat(facts.message("acme", "m2"))
          .contains(message("m2", Message.Role.ASSISTANT, "steward", Trust.MODEL, "Noted."));
      assertThat(facts.session("acme", "ana", "s1")).isPresent();
      assertThat(stores.integrity().sound()).isTrue();
    }
  }

  private static Message message(
      String id, Message.Role role, String speaker, Trust trust, String text) {
    return new Message(
        id,
        new Scope("acme", "ana", "s1"),
        role,
        speaker,
        "cli",
        "t1",
        trust,
        Labels.NONE,
        text,
        NOON);
  }

  @Test
  void theyAreFoundInEveryWay() {
    try (var stores = FreshStores.open(folder)) {
      var facts = stores.facts();
      var ana = new Scope("acme", "ana", "");

      assertThat(facts.facts(Rowfuls.everything(), "", 10))
          .extracting(Fact::id)
          .containsExactly("f3", "f2", "f1");
      assertThat(facts.about(ana, Layer.USER, "person:john", 10)).hasSize(1);
      assertThat(facts.same(ana, Layer.USER, "john likes mornings")).hasSize(1);
      assertThat(facts.citing("acme", List.of("m1"))).extracting(Fact::id).containsExactly("f1");
      assertThat(facts.citing("acme", List.of("steward.yaml")))
          .extracting(Fact::id)
          .containsExactly("f2");
      assertThat(facts.around("acme", "m1", 3)).extracting(Message::id).containsExactly("m1", "m2");
      assertThat(facts.messages(new Scope("acme", "ana", "s1"), 10))
          .extracting(Message::id)
          .containsExactly("m2", "m1");
      assertThat(facts.log("acme", "", 10))
          .extracting(Message::id)
          .containsExactly("m1", "m2", "m3");
    }
  }

  @Test
  void everythingIsFedToIndexesAndWaitsForAVector() {
    try (var stores = FreshStores.open(folder)) {
      var facts = stores.facts();

      var changes = facts.changes(0, "e5", 100);
      assertThat(changes).extracting(Change::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
      assertThat(changes.get(2)).isEqualTo(new Change.Gone(3, Entry.Key.fact("acme", "f0")));
      assertThat(changes.get(0))
          .isInstanceOfSatisfying(Change.Put.class, put -> assertThat(put.place()).isEqualTo(1));
      assertThat(changes.get(6).key()).isEqualTo(Entry.Key.message("acme", "m3"));
      assertThat(facts.countUnembedded("e5")).isEqualTo(6);

      facts.write(Rowfuls.batch(Rowfuls.fact("f9", "new")));

      assertThat(facts.lastChange()).isEqualTo(8);
    }
  }

  @Test
  void runsThatAreOverGoAndTheOthersBeginAgain() {
    try (var stores = FreshStores.open(folder)) {
      assertThat(stores.journal().list("acme", "", "", 10))
          .extracting(Run::id)
          .containsExactly("waiting");
      assertThat(stores.journal().steps("acme", "waiting")).isEmpty();
      assertThat(stores.journal().signals("acme", "waiting")).hasSize(1);
      assertThat(stores.journal().unfinished()).extracting(Run::input).isEqualTo(List.of("{}"));
    }
  }
}
