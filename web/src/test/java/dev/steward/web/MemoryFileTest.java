package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryFileTest {
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  private static final MemoryFile.Origin ORIGIN =
      new MemoryFile.Origin("acme", "ana", NOW, Long.MAX_VALUE);

  private static List<Exported> read(String text) {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ORIGIN);
  }

  private static List<Exported> read(InputStream in, MemoryFile.Origin origin) {
    var read = new ArrayList<Exported>();
    MemoryFile.read(in, origin, read::add);
    return read;
  }

  private static Fact fact(Exported exported) {
    return ((Exported.OfFact) exported).history().getLast().fact();
  }

  private static Message message(Exported exported) {
    return ((Exported.OfMessage) exported).message();
  }

  private static Fact full() {
    return new Fact(
        "f/1 \"é\"",
        new Scope("acme", "ana", "s1"),
        Layer.SESSION,
        Fact.Kind.COMMITMENT,
        new Fact.Claim(
            "budget limit",
            "amount",
            "The limit is $700 \u0000 \u202e 👩‍👩‍👧\r\n",
            Set.of("$700", "é")),
        new Fact.Origin(
            List.of(new Fact.Citation("m1", 3, 9), Fact.Citation.whole("x@mail.example")),
            "bob",
            Trust.EXTERNAL),
        new Fact.Validity(NOW.minusSeconds(9), NOW.plusSeconds(9), NOW.minusNanos(1), NOW, "f2"),
        new Fact.Care(Fact.Standing.SUPERSEDED, 7, true, NOW.plusSeconds(1), NOW.plusSeconds(2)),
        new Labels("agent", "app", "run", Map.of("n", List.of(1L, 0.25, Map.of("in", true)))));
  }

  @Test
  void whatIsWrittenIsReadAsItWas() {
    var fact = full();
    var before = fact.with(fact.care().with(Fact.Standing.QUARANTINED));
    var history =
        List.of(
            new Revision(before, Revision.Event.ADDED, NOW.minusSeconds(1), ""),
            new Revision(fact, Revision.Event.SUPERSEDED, NOW, "ana"));
    var message =
        new Message(
            "m1",
            new Scope("acme", "ana", ""),
            Message.Role.TOOL,
            "",
            "",
            "t1",
            Trust.TOOL,
            Labels.NONE,
            "",
            NOW);
    var entries =
        List.of(
            new Exported.OfMessage(message),
            new Exported.OfFact(history),
            new Exported.OfFact(List.of(Revision.added(fact.with(Fact.Care.USUAL)))));
    var lines = new ArrayList<String>();
    lines.add(MemoryFile.header());
    entries.forEach(entry -> lines.add(MemoryFile.line(entry)));
    lines.add(MemoryFile.end(entries.size()));

    assertThat(lines).allMatch(line -> !line.contains("\n"));
    assertThat(read(String.join("\n", lines) + "\n")).isEqualTo(entries);
  }

  @Test
  void aFileThatWasCutOffIsNoticed() {
    var line = MemoryFile.line(new Exported.OfFact(List.of(Revision.added(full()))));
    refused(MemoryFile.header() + "\n" + line, "cut off", "1 entries were read");
    refused(MemoryFile.header() + "\n" + line.substring(0, 200), "not valid JSON", "line 2");
    refused(MemoryFile.header() + "\n" + MemoryFile.end(1), "says that it has 1 entries, but 0");
    refused("{\"type\":\"steward_memory\",\"version\":2}", "newer Steward");
    refused(
        line + "\n{\"error\":{\"message\":\"the disk is full\"}}", "broke off", "the disk is full");
  }

  @Test
  void whatMem0ExportsBecomesFacts() {
    var read =
        read(
            """
            {"count": 2, "next": null, "previous": null, "results": [
              {"id": "11111111-1111-4111-8111-111111111111", "memory": "Likes מים 🍵", "user_id": "bob",
               "agent_id": null, "app_id": "shop", "run_id": null, "hash": "x", "metadata": {"a": null},
               "categories": ["food", "drink"], "created_at": "2026-05-01T10:00:00.123456-07:00",
               "updated_at": "2026-05-02T10:00:00.123456-07:00", "expiration_date": "2027-01-01"},
              {"id": "2", "memory": "Runs the tests", "agent_id": "qa", "role": "assistant",
               "actor_id": "qa", "metadata": null, "categories": null, "created_at": "2026-05-01T10:00:00",
               "updated_at": null}
            ]}
            """);

    assertThat(read).hasSize(2);
    var first = fact(read.getFirst());
    assertThat(first.text()).isEqualTo("Likes מים 🍵");
    assertThat(first.scope()).isEqualTo(new Scope("acme", "bob", ""));
    assertThat(first.layer()).isEqualTo(Layer.USER);
    assertThat(first.recordedAt()).isEqualTo(Instant.parse("2026-05-01T17:00:00.123456Z"));
    assertThat(first.care().expiresAt()).isEqualTo(Instant.parse("2027-01-02T00:00:00Z"));
    assertThat(first.labels().app()).isEqualTo("shop");
    assertThat(first.labels().metadata())
        .containsEntry("a", null)
        .containsEntry("categories", List.of("food", "drink"));
    assertThat(((Exported.OfFact) read.getFirst()).history())
        .extracting(Revision::event)
        .containsExactly(Revision.Event.ADDED, Revision.Event.UPDATED);
    var second = fact(read.getLast());
    assertThat(second.scope().user()).isEmpty();
    assertThat(second.labels().agent()).isEqualTo("qa");
    assertThat(second.origin().trust()).isEqualTo(Trust.MODEL);
    assertThat(second.author()).isEqualTo("qa");
    assertThat(second.recordedAt()).isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));
  }

  @Test
  void aPlainListIsAsGoodAndWhatNamesNobodyIsTheUsers() {
    var read = read("[{\"memory\": \"Likes tea\"},\n {\"memory\": \"Likes cake\"}]");
    assertThat(read).extracting(each -> fact(each).scope().user()).containsExactly("ana", "ana");
    assertThat(read).extracting(each -> fact(each).recordedAt()).containsOnly(NOW);
    assertThat(fact(read.getFirst()).id()).startsWith("import-");
    assertThat(read("[{\"memory\": \"Likes tea\"}]").getFirst()).isEqualTo(read.getFirst());
    assertThat(read("[]")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void linesOfMessagesAreMessages() {
    var read =
        read(
            """
            {"user": "bob", "text": "John likes tea", "at": "2026-05-03T10:00:00Z", "session": "s1"}
            {"text": "Noted", "role": "assistant", "speaker": "steward", "metadata": {"n": 1}}

            {"id": "x", "user_id": "bob", "content": "Bye", "created_at": "2026-05-03T10:01:00Z"}
            """);

    assertThat(message(read.getFirst()).scope()).isEqualTo(new Scope("acme", "bob", "s1"));
    assertThat(message(read.getFirst()).speaker()).isEqualTo("bob");
    assertThat(message(read.getFirst()).channel()).isEqualTo("import");
    assertThat(message(read.get(1)).trust()).isEqualTo(Trust.MODEL);
    assertThat(message(read.get(1)).at()).isEqualTo(NOW);
    assertThat(message(read.get(2)).id()).isEqualTo("x");
    assertThat(message(read.get(2)).at()).isEqualTo(Instant.parse("2026-05-03T10:01:00Z"));
  }

  @Test
  void whatIsNoMemoryIsRefusedWithItsLine() {
    refused("{\"text\":\"a\"}\n\n{\"name\":\"b\"}", "Line 3", "1 entries before it were read");
    refused("7", "an object was expected");
    refused("{\"memory\":7}", "Line 1", "'memory' must be a string");
    refused("{\"text\":\"a\",\"at\":\"noon\"}", "'at' must be a time");
    refused("{\"text\":\"a\",\"role\":\"king\"}", "'role' must be one of");
    refused("{\"type\":\"fact\",\"id\":\"f\"}", "'at' is missing");
    refused("not json, but hunter2", "not valid JSON");
  }

  @Test
  void nothingOfTheTextIsInAnError() {
    assertThatThrownBy(() -> read("{\"text\": hunter2}"))
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void anEntryMayNotBeLargerThanAllowed() {
    var small = new MemoryFile.Origin("acme", "ana", NOW, 20_000);
    var entry = "{\"text\":\"%s\"}\n".formatted("x".repeat(5_000));
    assertThat(read(stream(entry.repeat(40)), small)).hasSize(40);
    assertThatThrownBy(() -> read(stream("{\"text\":\"" + "x".repeat(50_000) + "\"}"), small))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("larger than 20,000 bytes");
  }

  @Test
  void aStreamThatBreaksIsSaid() {
    var broken =
        new SequenceInputStream(
            stream("{\"text\":\"a\"}\n"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }
            });
    assertThatThrownBy(() -> read(broken, ORIGIN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("could not be read to its end");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(Failure.class)
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains(parts));
  }
}
