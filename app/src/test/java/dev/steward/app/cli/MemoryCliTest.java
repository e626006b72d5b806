package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.Scope;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Decision;
import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `steward memory …`, on the memory of a fake desk.
class MemoryCliTest {
  private static final Principal OWNER = Principal.owner("default");

  @TempDir private Path home;
  private CommandLineFixture cli;

  @BeforeEach
  void start() {
    cli = new CommandLineFixture(home);
  }

  @AfterEach
  void close() {
    cli.desk.remembering.close();
  }

  private MemoryDesk kept() {
    return cli.desk.memory();
  }

  private Fact remembered(String user, String text) {
    return kept()
        .add(
            OWNER,
            new Addition(
                "",
                new Scope("default", user, ""),
                Labels.NONE,
                List.of(
                    new Addition.Said(
                        Message.Role.USER, "", Trust.OWNER, "cli", text, CannedDesk.NOW)),
                Addition.Mode.VERBATIM,
                "",
                Fact.Validity.OPEN))
        .facts()
        .getFirst();
  }

  private int memory(String... arguments) {
    var all = new String[arguments.length + 1];
    all[0] = "memory";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cli.run(all);
  }

  @Test
  void whatIsAddedIsKeptAndItsFactsAreShown() {
    assertThat(memory("add", "I", "prefer green tea")).isZero();

    assertThat(cli.out())
        .startsWith("Kept as ")
        .contains("green tea", "preference · ana · Sun 22 Nov 2026 14:03");
  }

  @Test
  void whatIsPipedInIsOneMessage() {
    cli.input = "First line\nsecond line\n";

    assertThat(memory("add", "--no-facts", "--role", "external", "--json")).isZero();

    var message =
        kept().message(OWNER, cli.out().replaceAll("(?s).*\"messages\":\\[\"([^\"]*)\".*", "$1"));
    assertThat(message.orElseThrow().text()).isEqualTo("First line\nsecond line");
    assertThat(message.orElseThrow().trust()).isEqualTo(Trust.EXTERNAL);
  }

  @Test
  void nothingToAddIsSaid() {
    assertThat(memory("add")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).startsWith("steward: There is nothing to add; say it");
  }

  @Test
  void anAdditionIsFiledAsTold() {
    memory(
        "add",
        "--verbatim",
        "--user",
        "bob",
        "--agent",
        "qa",
        "--app",
        "shop",
        "--run",
        "r1",
        "--session",
        "s1",
        "--meta",
        "a=b",
        "--at",
        "2026-05-03",
        "Tea");

    var fact = kept().list(OWNER, Chosen.whole(OWNER, CannedDesk.NOW), "", 9).getFirst();
    assertThat(fact.scope().user()).isEqualTo("bob");
    assertThat(fact.labels()).isEqualTo(new Labels("qa", "shop", "r1", Map.of("a", "b")));
    assertThat(kept().message(OWNER, fact.source()).orElseThrow().at())
        .isEqualTo("2026-05-03T23:59:59.999999999Z");
  }

  @Test
  void aSearchShowsScoresAndExplainsThem() {
    var tea = remembered("ana", "John likes green tea");
    remembered("bob", "Bob likes green cars");

    assertThat(memory("search", "green", "tea")).isZero();
    assertThat(cli.out())
        .contains("John likes green tea", tea.id())
        .containsPattern("(?m)^[01]\\.\\d{3}  John likes green tea$")
        .doesNotContain("cars", "SCORE");

    memory("search", "--explain", "green tea");
    assertThat(cli.out())
        .containsPattern("(?m)^SCORE +[A-Z].* +ID$")
        .containsPattern("(?m)^[01]\\.\\d{3} .*" + tea.id() + "$");

    memory("search", "--everybody", "--json", "green");
    assertThat(cli.out()).contains("\"components\":{", "cars").startsWith("[{\"type\":\"fact\"");

    memory("search", "--only", "messages", "green tea");
    assertThat(cli.out()).doesNotContain(tea.id());
    assertThat(memory("search", "--threshold", "7", "tea")).isEqualTo(Cli.FAILED);
    memory("search", "zebra crossing");
  }

  @Test
  void factsAreListedPageByPage() {
    var first = remembered("ana", "The lamp is old");
    var second = remembered("ana", "The chair is new");
    remembered("bob", "The table is round");

    memory("list", "--limit", "1");
    assertThat(cli.out())
        .startsWith("The chair is new\n  %s · fact · ana".formatted(second.id()))
        .contains("There may be more: add --before " + second.id())
        .doesNotContain("lamp");
    memory("list", "--before", second.id());
    assertThat(cli.out()).startsWith("The lamp is old").doesNotContain("chair", "more");
    memory("list", "--before", first.id());
    assertThat(cli.out()).isEqualTo("There are no more.\n");
    memory("list", "--everybody", "--json");
    assertThat(cli.out()).contains("lamp", "chair", "table").hasLineCount(1);
    memory("list", "--user", "bob", "--layer", "user", "--kind", "fact");
    assertThat(cli.out()).startsWith("The table is round").doesNotContain("lamp");
    memory("list", "--kind", "policy");
    assertThat(cli.out()).isEqualTo("There is nothing of that kind.\n");
  }

  @Test
  void aFactAndAMessageAreShownWithAllThatIsKnownOfThem() {
    var fact = remembered("ana", "The lamp is old");

    assertThat(memory("show", fact.id())).isZero();
    assertThat(cli.out())
        .startsWith("The lamp is old\n")
        .contains(
            "id           " + fact.id(),
            "what         fact, active",
            "user         ana",
            "source       " + fact.source(),
            "trust        owner");
    assertThat(memory("show", fact.source())).isZero();
    assertThat(cli.out()).contains("message of user", "channel      cli");
    assertThat(memory("show", "nothing")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("There is no fact or message 'nothing'");
  }

  @Test
  void theHistoryOfAFactIsTold() {
    var fact = remembered("ana", "The lamp is old");
    kept().edit(OWNER, fact.id(), new Edit("The lamp is older", null, null, null), "bob");

    assertThat(memory("history", fact.id())).isZero();

    assertThat(cli.out())
        .contains("added by ana", "The lamp is old\n", "updated by bob", "The lamp is older\n");
    assertThat(memory("history", "nothing")).isEqualTo(Cli.FAILED);
  }

  @Test
  void whatWasBelievedOnADayIsTold() {
    remembered("ana", "The lamp is old");
    remembered("ana", "The chair is new");

    assertThat(memory("as-of", "2026-11-22", "LAMP")).isZero();
    assertThat(cli.out()).startsWith("The lamp is old").doesNotContain("chair");
    memory("as-of", "2026-11-21");
    assertThat(cli.out()).isEqualTo("Nothing of that kind was believed then.\n");
    memory("as-of", "2026-11-22 14:02");
    assertThat(cli.out()).startsWith("Nothing");
    memory("as-of", "2026-11-22T15:03:00+01:00", "--json");
    assertThat(cli.out()).contains("lamp", "chair");
    assertThat(memory("as-of", "yesterday")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("TIME needs a time such as 2026-05-03");
  }

  @Test
  void aDayIsThatOfTheUsersZone() throws IOException {
    memory("list");
    var settings = home.resolve(".steward/steward.yaml");
    Files.writeString(
        settings, Files.readString(settings) + "\nusers:\n  ana:\n    zone: Asia/Tokyo\n");
    remembered("ana", "The lamp is old");

    // 14:03 UTC on the 22nd is 23:03 in Tokyo.
    memory("as-of", "2026-11-22 23:02");
    assertThat(cli.out()).startsWith("Nothing");
    memory("as-of", "2026-11-22 23:04");
    assertThat(cli.out()).contains("The lamp is old", "22 Nov 2026 23:03");
  }

  @Test
  void forgettingIsShownFirstAndAsked() {
    var fact = remembered("ana", "The lamp is old");

    assertThat(memory("forget", "--id", fact.id(), "--dry-run")).isZero();
    assertThat(cli.out())
        .contains(
            "The lamp is old", "Would be forgotten: 1 facts, 1 messages, 0 records of turns.");
    assertThat(memory("forget", "--id", fact.id())).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("add --yes");
    cli.isTerminal = true;
    cli.input = "n\n";
    assertThat(memory("forget", "--id", fact.id())).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("Nothing was forgotten.");
    assertThat(kept().fact(OWNER, fact.id())).isPresent();
    cli.input = "y\n";
    assertThat(memory("forget", "--id", fact.id())).isZero();
    assertThat(cli.out()).contains("Forgotten: 1 facts, 1 messages");
    assertThat(kept().fact(OWNER, fact.id())).isEmpty();
    assertThat(memory("forget", "--id", fact.id())).isZero();
    assertThat(cli.out()).isEqualTo("There is nothing to forget.\n");
  }

  @Test
  void oneThingIsForgottenAtATime() {
    var tea = remembered("ana", "John likes green tea");
    var rain = remembered("ana", "The roof leaks");
    remembered("bob", "Bob is here");

    assertThat(memory("forget", "--yes")).isEqualTo(Cli.FAILED);
    assertThat(memory("forget", "--yes", "--id", "x", "--subject", "y")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("Say one thing that is to be forgotten");
    assertThat(memory("forget", "--yes", "--source", tea.source())).isZero();
    assertThat(kept().fact(OWNER, tea.id())).isEmpty();
    assertThat(memory("forget", "--yes", "--query", "roof leaks", "--threshold", "0.1")).isZero();
    assertThat(kept().fact(OWNER, rain.id())).isEmpty();
    assertThat(memory("forget", "--yes", "--user", "bob", "--json")).isZero();
    assertThat(cli.out()).contains("\"dry_run\":false", "Bob is here");
    assertThat(kept().list(OWNER, Chosen.whole(OWNER, CannedDesk.NOW), "", 9)).isEmpty();
  }

  @Test
  void factsAreHeldBackReleasedAndPinned() {
    var fact = remembered("ana", "The lamp is old");

    assertThat(memory("quarantine", fact.id())).isZero();
    assertThat(cli.out()).contains("quarantined");
    memory("list", "--standing", "quarantined");
    assertThat(cli.out()).contains("The lamp is old");
    assertThat(memory("release", fact.id())).isZero();
    assertThat(memory("restore", fact.id())).isEqualTo(Cli.FAILED);
    assertThat(memory("pin", fact.id())).isZero();
    assertThat(cli.out()).contains("pinned");
    assertThat(memory("unpin", fact.id(), "--json")).isZero();
    assertThat(cli.out()).contains("\"pinned\":false");
    assertThat(memory("keep", fact.id())).isZero();
    assertThat(memory("pin", "nothing")).isEqualTo(Cli.FAILED);
    assertThat(memory("pin")).isEqualTo(Cli.USAGE);
  }

  @Test
  void aProposalIsApproved() {
    var fact = remembered("ana", "Invoices are paid within thirty days");

    assertThat(memory("propose", fact.id())).isZero();
    var id = cli.out().replaceAll("(?s).*approve (\\S+)\n$", "$1");
    memory("list", "--standing", "proposed", "--everybody");
    assertThat(cli.out()).contains(id, "proposed");
    assertThat(memory("approve", id)).isZero();
    assertThat(cli.out()).contains("org").doesNotContain("proposed");
  }

  @Test
  void anAuditEndsWithOneIfThereIsAFinding() {
    remembered("ana", "The lamp is old");

    assertThat(memory("audit")).isZero();
    assertThat(cli.out())
        .isEqualTo("1 facts and 1 messages were looked at.\nThere is nothing to put right.\n");
    assertThat(memory("audit", "--json")).isZero();
    assertThat(cli.out()).contains("\"findings\":[]");
  }

  @Test
  void howMuchThereIsIsTold() {
    remembered("ana", "The lamp is old");

    assertThat(memory("stats")).isZero();
    assertThat(cli.out()).contains("messages", "facts of the layer user", "Embedder: ");
    assertThat(memory("stats", "--json")).isZero();
    assertThat(cli.out()).contains("\"messages\":1");
    assertThat(memory("reindex")).isZero();
    assertThat(cli.out()).startsWith("The index is built: ");
  }

  @Test
  void extractionsAreListedAndTriedAgain() {
    memory("add", "I prefer green tea");

    assertThat(memory("extractions", "list")).isZero();
    assertThat(cli.out()).contains("STATE", "succeeded");
    memory("extractions", "list", "--state", "parked");
    assertThat(cli.out()).isEqualTo("There are none.\n");
    assertThat(memory("extractions", "retry")).isZero();
    assertThat(cli.out()).isEqualTo("None is parked.\n");
    assertThat(memory("extractions", "retry", "nothing")).isEqualTo(Cli.FAILED);
    assertThat(memory("extractions")).isEqualTo(Cli.USAGE);
  }

  @Test
  void whatIsExportedIsImportedWithoutALoss() throws IOException {
    var fact = remembered("ana", "שלום 👩‍👩‍👧 \"tea\"\r\n\t\u202E");
    var metadata = new HashMap<String, @Nullable Object>();
    metadata.put("none", null);
    metadata.put("deep", List.of(1L, 0.5, "é"));
    kept().edit(OWNER, fact.id(), new Edit("Tea, edited", data(metadata), null, null), "bob");
    kept().decide(OWNER, fact.id(), Decision.QUARANTINE, "ana");
    remembered("ana", "My budget limit is 500 dollars");
    remembered("ana", "My budget limit is 700 dollars");
    var file = home.resolve("memory.jsonl");

    assertThat(memory("export", file.toString())).isZero();
    assertThat(cli.out()).isEqualTo("Wrote 6 entries to %s\n".formatted(file));
    memory("export");
    assertThat(cli.out()).isEqualTo(Files.readString(file));

    var other = new CommandLineFixture(home);
    assertThat(other.run("memory", "import", file.toString())).isZero();
    assertThat(other.out()).isEqualTo("Took over 6 of 6 entries; the others were there already.\n");
    assertThat(other.run("memory", "import", "--json", file.toString())).isZero();
    assertThat(other.out()).isEqualTo("{\"read\":6,\"new\":0}\n");
    other.run("memory", "export");
    assertThat(other.out()).isEqualTo(Files.readString(file));
    other.desk.remembering.close();
    try (var files = Files.list(home)) {
      assertThat(files)
          .extracting(Path::getFileName)
          .noneMatch(name -> name.toString().endsWith(".part"));
    }
  }

  @SuppressWarnings("NullAway") // nulls are data, too
  private static Map<String, Object> data(Map<String, @Nullable Object> data) {
    return data;
  }

  @Test
  void oneUsersMemoryIsExportedAlone() {
    remembered("ana", "The lamp is old");
    remembered("bob", "The table is round");

    memory("export", "--user", "bob", "-");

    assertThat(cli.out()).contains("table").doesNotContain("lamp");
  }

  @Test
  void whatBrokeOffIsSimplyDoneAgain() throws IOException {
    for (int i = 0; i < 250; i++) {
      remembered("ana", "The number of this thing is " + i);
    }
    memory("export");
    var whole = cli.out();
    var file =
        Files.writeString(home.resolve("half.jsonl"), whole.substring(0, whole.length() * 3 / 4));
    var other = new CommandLineFixture(home);

    assertThat(other.run("memory", "import", file.toString())).isEqualTo(Cli.FAILED);
    assertThat(other.err()).contains("not valid JSON");
    assertThat(other.out()).startsWith("Took over ");
    other.input = whole;
    assertThat(other.run("memory", "import", "-")).isZero();
    other.run("memory", "export");
    assertThat(other.out()).isEqualTo(whole);
    other.desk.remembering.close();
  }

  @Test
  void mem0sExportBecomesTheUsers() throws IOException {
    var file =
        Files.writeString(
            home.resolve("mem0.json"),
            "{\"results\":[{\"id\":\"m1\",\"memory\":\"Likes"
                + " tea\",\"created_at\":\"2026-05-01T10:00:00Z\"}]}");

    assertThat(memory("import", "--user", "bob", file.toString())).isZero();

    assertThat(kept().fact(OWNER, "m1").orElseThrow().scope().user()).isEqualTo("bob");
    assertThat(memory("import", home.resolve("none").toString())).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("There is no file");
  }

  @Test
  void anExportThatCannotBeWrittenLeavesNothing() {
    assertThat(memory("export", home.resolve("no/such/folder/x").toString())).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("Could not write");
  }

  @Test
  void withoutACommandItSaysWhichThereAre() {
    assertThat(cli.run("memory")).isEqualTo(Cli.USAGE);
    assertThat(memory("--help")).isZero();
    assertThat(cli.out()).contains("as-of", "quarantine", "Hold a fact back", "Examples:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add",
        "search",
        "list",
        "show",
        "history",
        "as-of",
        "forget",
        "restore",
        "pin",
        "unpin",
        "approve",
        "quarantine",
        "release",
        "keep",
        "propose",
        "audit",
        "export",
        "import",
        "reindex",
        "stats",
        "extractions"
      })
  void everyCommandTeachesWithExamples(String command) {
    assertThat(memory(command, "--help")).isZero();
    assertThat(cli.out()).contains("Usage: steward memory " + command, "Examples:");
  }
}
