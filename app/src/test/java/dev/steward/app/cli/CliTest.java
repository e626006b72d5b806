package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.cli.Doctor.Check;
import dev.steward.core.cost.Money;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.turn.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  @TempDir Path home;
  private CommandLineFixture cli;

  @BeforeEach
  void start() {
    cli = new CommandLineFixture(home);
  }

  @Test
  void aTaskIsAnsweredWithWhoDidItWhatItCostAndWhatItRestsOn() {
    cli.desk.answer = "John likes mornings.";

    assertThat(cli.run("chat", "What", "does John like?")).isZero();

    assertThat(cli.desk.asked).containsExactly("process cli/ana//: What does John like?");
    assertThat(cli.out())
        .isEqualTo(
            """
            John likes mornings.
              fact: John prefers mornings ← “I like mornings, says John”
            steward · local · $0.00 · 12 ms
            """);
    assertThat(cli.desk.isClosed).isTrue();
  }

  @Test
  void theUserSessionAndAgentMayBeNamed() {
    cli.run("chat", "--user", "bob", "--session", "s7", "--agent", "ops_engine", "Hi");

    assertThat(cli.desk.asked).containsExactly("process cli/bob/s7/ops_engine: Hi");
  }

  @Test
  void aTaskMayHaveTags() {
    cli.run("chat", "--tag", "client-a", "Draft", "--tag=urgent", "an offer");

    assertThat(cli.desk.asked)
        .containsExactly("process cli/ana//: Draft an offer [client-a, urgent]");
  }

  @Test
  void generalOptionsMayStandBeforeTheCommand() {
    cli.run("--user=chat", "--data", home.resolve("x").toString(), "chat", "Hi");

    assertThat(cli.desk.asked).containsExactly("process cli/chat//: Hi");
    assertThat(home.resolve("x/steward.yaml")).exists();
  }

  @Test
  void aTaskIsTakenAsItIsTyped() {
    cli.run("chat", "--", "@john says \"-5 °C\" ${sys:user.name}", "--json");

    assertThat(cli.desk.asked)
        .containsExactly("process cli/ana//: @john says \"-5 °C\" ${sys:user.name} --json");
  }

  @Test
  void jsonPrintsTheWholeTurn() {
    cli.desk.answer = "Line 1\n\"Line 2\" – ü";

    cli.run("chat", "--json", "Hi");

    assertThat(cli.out())
        .startsWith("{\"id\":\"t1\",")
        .contains("\"result\":\"Line 1\\n\\\"Line 2\\\" – ü\"")
        .contains("\"task_type\":\"simple\"", "\"status\":\"done\"", "\"cost\":0,")
        .contains("\"usage\":{\"input\":0,\"cache_read\":0,\"cache_write_5m\":0")
        .contains("\"context_used\":[]", "\"started_at\":\"2026-11-22T14:03:00Z\"")
        .hasLineCount(1);
  }

  @Test
  void whatIsPipedInIsOneTask() {
    cli.input = "Dear all,\n\nthe meeting is off.\n";

    cli.run("chat");

    assertThat(cli.desk.asked)
        .containsExactly("process cli/ana//: Dear all,\n\nthe meeting is off.");
  }

  @Test
  void noTaskIsAFailureThatSaysWhatToDo() {
    assertThat(cli.run("chat")).isEqualTo(1);

    assertThat(cli.err())
        .isEqualTo(
            "steward: There is no task; say one, such as: steward chat \"What is on today?\"\n");
  }

  @Test
  void aFailedTurnEndsWithOneAndSaysWhy() {
    cli.desk.outcome = Turn.Status.FAILED;
    cli.desk.answer = "No model could be called; set DEEPSEEK_API_KEY";

    assertThat(cli.run("chat", "Hi")).isEqualTo(1);
    assertThat(cli.err()).isEqualTo("No model could be called; set DEEPSEEK_API_KEY\n");
  }

  @Test
  void controlCCancelsTheTaskThatIsBeingDone() {
    cli.interrupts =
        first -> {
          cli.desk.whileWorking = first;
          return () -> cli.desk.asked.add("Ctrl-C ends the process again");
        };

    assertThat(cli.run("chat", "Hi")).isEqualTo(130);

    assertThat(cli.desk.asked)
        .containsExactly("process cli/ana//: Hi", "cancel t1", "Ctrl-C ends the process again");
    assertThat(cli.err())
        .contains("Cancelling …")
        .endsWith("Cancelled. Nothing was changed before that.\n");
  }

  @Test
  void controlCWaitsUntilTheTaskHasAnId() {
    cli.interrupts =
        first -> {
          first.run();
          return () -> {};
        };

    assertThat(cli.run("chat", "--json", "Hi")).isEqualTo(130);

    assertThat(cli.desk.asked).containsExactly("process cli/ana//: Hi", "cancel t1");
    assertThat(cli.out()).contains("\"status\":\"cancelled\"");
  }

  @Test
  void aRunCanBeCancelled() {
    assertThat(cli.run("runs", "cancel", "t1")).isZero();

    assertThat(cli.desk.asked).containsExactly("cancel t1");
    assertThat(cli.out()).isEqualTo("Cancelled. Nothing was changed before that.\n");
  }

  @Test
  void aWaitingTurnSaysWhereToLook() {
    cli.desk.outcome = Turn.Status.WAITING;

    assertThat(cli.run("chat", "Hi")).isZero();
    assertThat(cli.out()).contains("It waits: see 'steward runs show t1'");
  }

  @Test
  void aFailureIsOneLineWithoutATrace() {
    assertThat(cli.run("chat", "refuse")).isEqualTo(1);

    assertThat(cli.out()).isEmpty();
    assertThat(cli.err())
        .isEqualTo("steward: The budget of today is used up; raise it or wait until tomorrow\n");
    assertThat(cli.desk.isClosed).isTrue();
  }

  @Test
  void aMistakeInStewardIsOneLineToo() {
    cli.desk.crash = new NoClassDefFoundError("dev/steward/Gone");

    assertThat(cli.run("chat", "Hi")).isEqualTo(1);
    assertThat(cli.err())
        .hasLineCount(1)
        .contains("mistake in Steward", "NoClassDefFoundError: dev/steward/Gone", "--verbose");
  }

  @Test
  void verboseShowsTheTrace() {
    cli.run("chat", "--verbose", "refuse");

    assertThat(cli.err()).contains("at dev.steward.app.cli.CannedDesk.process");
  }

  @Test
  void onATerminalTheAnswerIsShownAsItIsWritten() {
    cli.isTerminal = true;
    cli.desk.streamed.addAll(List.of("John likes ", "mornings."));
    cli.desk.answer = "John likes mornings.";

    cli.run("chat", "Hi");

    assertThat(plain(cli.out()))
        .contains("work …", "John likes mornings.\n")
        .containsOnlyOnce("John likes");
    assertThat(cli.out()).contains("\u001b[2msteward · local · $0.00 · 12 ms\u001b[0m");
  }

  @Test
  void anAnswerThatWasGivenUpIsFollowedByTheOneThatCounts() {
    cli.isTerminal = true;
    cli.desk.streamed.add("I think that");
    cli.desk.answer = "John likes mornings.";

    cli.run("chat", "Hi");

    assertThat(plain(cli.out()))
        .contains(
            """
            I think that
            (that answer was given up; here is the one that counts)
            John likes mornings.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO_COLOR=1", "TERM=dumb"})
  void coloursCanBeTurnedOff(String variable) {
    cli.isTerminal = true;
    cli.environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);

    cli.run("chat", "Hi");

    assertThat(cli.out()).doesNotContain("\u001b");
  }

  @Test
  void rememberSaysForWhomAndWhat() {
    assertThat(cli.run("remember", "--kind", "preference", "No", "meetings")).isZero();
    assertThat(cli.out()).isEqualTo("Remembered for ana: No meetings\nf9\n");

    assertThat(cli.run("remember", "--layer", "org", "Pay in 30 days")).isZero();
    assertThat(cli.out()).startsWith("Remembered for everybody: Pay in 30 days\n");

    assertThat(cli.desk.asked)
        .containsExactly(
            "remember ana USER PREFERENCE: No meetings",
            "remember ana ORGANISATION FACT: Pay in 30 days");
  }

  @Test
  void recallShowsScoreLayerTimeAndSource() {
    cli.desk.facts.add(CannedDesk.fact("f1", "ana", Layer.USER, Fact.Kind.FACT, "Likes tea"));

    cli.run("recall", "--limit", "3", "what", "drink");

    assertThat(cli.desk.asked).containsExactly("recall ana 3: what drink");
    assertThat(cli.out())
        .isEqualTo(
            """
            0.88  Likes tea
                  user · Sun 22 Nov 2026 14:03 · ana · f1 · “as he said it”
            """);
  }

  @Test
  void recallOfNothingSaysSo() {
    cli.run("recall", "x");
    assertThat(cli.out()).isEqualTo("Nothing is known about that.\n");

    cli.run("recall", "--json", "x");
    assertThat(cli.out()).isEqualTo("[]\n");
  }

  @Test
  void memoriesComeLayerByLayerAndPageByPage() {
    cli.desk.facts.add(CannedDesk.fact("f2", "ana", Layer.USER, Fact.Kind.FACT, "Likes tea"));
    cli.desk.facts.add(CannedDesk.fact("f1", "ana", Layer.USER, Fact.Kind.FACT, "Likes cake"));

    cli.run("memories", "--limit", "2");

    assertThat(cli.out())
        .isEqualTo(
            """
            ana's session (session)
              nothing
            ana's (user)
              Likes tea
                f2 · fact · Sun 22 Nov 2026 14:03
              Likes cake
                f1 · fact · Sun 22 Nov 2026 14:03
              There may be more: steward memories --user ana --layer user --before f1
            Everybody's (org)
              nothing
            """);

    cli.run("memories", "--layer", "user", "--before", "f1", "--json");
    assertThat(cli.desk.asked).endsWith("memories ana USER 'f1' 20");
    assertThat(cli.out()).startsWith("{\"user\":[{\"type\":\"fact\",\"id\":\"f2\"");
  }

  @Test
  void agentsShowWhatTheyWorkWithNowAndWhatIsMissing() {
    cli.run("agents");

    assertThat(cli.out())
        .isEqualTo(
            """
            AGENT        MODEL NOW  ROLE
            outreach_qa  local      Drafts and reviews

            ANTHROPIC_API_KEY is not set
            """);
  }

  @Test
  void runsAreListedShownDrawnAndResumed() {
    cli.run("runs", "--limit", "5");
    assertThat(cli.out()).contains("t1   waiting  Sun 22 Nov 2026 14:03  ana   turn   your word");

    cli.run("runs", "show", "t1");
    assertThat(cli.out())
        .contains("1     work  tool       unknown  1      7 ms")
        .contains("steward runs resume t1 --happened");

    cli.run("runs", "show", "t1", "--graph");
    assertThat(cli.out()).isEqualTo("flowchart TD\n  classify --> recall\n");

    cli.run("runs", "resume", "t1", "--not-happened");
    assertThat(cli.out())
        .isEqualTo("The run t1 is running; the step in doubt is carried out now.\n");
    cli.run("runs", "resume", "t1", "--happened");
    assertThat(cli.out()).isEqualTo("The run t1 is running; the step in doubt counts as done.\n");

    assertThat(cli.desk.asked)
        .containsExactly("runs '' '' 5", "run t1", "run t1", "resume t1 false", "resume t1 true");
  }

  @Test
  void resumingNeedsExactlyOneWord() {
    assertThat(cli.run("runs", "resume", "t1")).isEqualTo(2);
    assertThat(cli.run("runs", "resume", "t1", "--happened", "--not-happened")).isEqualTo(2);
    assertThat(cli.desk.asked).isEmpty();
  }

  @Test
  void aRunThatIsNotThereSaysHowToFindOne() {
    assertThat(cli.run("runs", "show", "t99")).isEqualTo(1);
    assertThat(cli.err())
        .isEqualTo("steward: There is no run 't99'; 'steward runs' shows those there are\n");
  }

  @Test
  void costsAreSummedExactly() {
    cli.desk.ledger.add(CannedDesk.paid("k1", "outreach_qa", "claude-haiku-5-5", "0.0000001"));
    cli.desk.ledger.add(CannedDesk.paid("k2", "steward", "deepseek-flash", "0.25"));
    cli.desk.ledger.add(CannedDesk.paid("k3", "outreach_qa", "claude-haiku-5-5", "0.0000002"));

    cli.run("costs");

    assertThat(cli.out())
        .isEqualTo(
            """
            MODEL             CALLS  READ   FROM CACHE  HIT RATE  WRITTEN  COST
            deepseek-flash    1      1,200  200         17 %      300      $0.25
            claude-haiku-5-5  2      2,400  400         17 %      600      $0.0000003
            total             3      3,600  600         17 %      900      $0.2500003
            """);
    assertThat(cli.desk.asked)
        .containsExactly("costs '' 2026-11-01T00:00:00Z 2026-11-22T14:03:01Z");
  }

  @Test
  void costsOfNothingAreZero() {
    cli.run("costs", "--user", "bob", "--from", "2026-10-01", "--to", "2026-11-01", "--by", "day");

    assertThat(cli.out()).isEqualTo("No model was paid for: $0.00\n");
    assertThat(cli.desk.asked)
        .containsExactly("costs 'bob' 2026-10-01T00:00:00Z 2026-11-01T00:00:00Z");
  }

  @Test
  void aDayThatIsNoneIsNamed() {
    assertThat(cli.run("costs", "--from", "yesterday")).isEqualTo(1);
    assertThat(cli.err())
        .isEqualTo("steward: --from needs a day such as 2026-11-30, not 'yesterday'\n");
  }

  @Test
  void theCalendarIsListedInTheUsersTimeZone() throws IOException {
    cli.run("config", "check");
    var settings = home.resolve(".steward/steward.yaml");
    Files.writeString(
        settings, Files.readString(settings) + "\nusers: { bob: { zone: Asia/Tokyo } }\n");

    cli.run("calendar", "list", "--user", "bob");

    assertThat(cli.out())
        .isEqualTo(
            """
            START                  END    WHAT                                 WITH  ID
            Mon 23 Nov 2026 18:00  19:00  Meeting with John about the website  John  e1
            """);
    assertThat(cli.desk.asked)
        .containsExactly("events bob 2026-11-21T15:00:00Z 2026-12-05T15:00:00Z");
  }

  @Test
  void theCalendarGoesOutAndComesInAsAFile() throws IOException {
    var file = home.resolve("me ü.ics");

    assertThat(cli.run("calendar", "export", file.toString())).isZero();
    assertThat(file).hasContent("BEGIN:VCALENDAR\r\nX-FOR:ana\r\nEND:VCALENDAR\r\n");

    cli.run("calendar", "export");
    assertThat(cli.out()).isEqualTo(Files.readString(file));

    cli.run("calendar", "import", file.toString());
    assertThat(cli.out()).isEqualTo("2 events were added or changed.\n");

    cli.input = "BEGIN";
    cli.run("calendar", "import", "-");
    assertThat(cli.desk.asked).endsWith("import ana: BEGIN");

    assertThat(cli.run("calendar", "import", home.resolve("none.ics").toString())).isEqualTo(1);
    assertThat(cli.err()).contains("There is no file");
  }

  @Test
  void configSaysWhereThingsAre() {
    cli.environment.put("STEWARD_HOME", home.resolve("elsewhere").toString());

    cli.run("config");
    assertThat(cli.out())
        .isEqualTo(
            "settings  %1$s/elsewhere/steward.yaml%ndata      %1$s/elsewhere%nuser      ana%n"
                .formatted(home));

    cli.run("config", "--data", home.resolve("given").toString(), "--json");
    assertThat(cli.out()).contains("\"data\":\"%s/given\"".formatted(home));
  }

  @Test
  void configCheckReportsEveryMistake() throws IOException {
    assertThat(cli.run("config", "check")).isZero();
    assertThat(cli.out()).contains("steward.yaml is right: 6 agents, 5 models");

    var settings = home.resolve(".steward/steward.yaml");
    Files.writeString(settings, Files.readString(settings).replace("port: 7777", "port: high"));
    assertThat(cli.run("config", "check")).isEqualTo(1);
    assertThat(cli.err())
        .startsWith("steward: " + settings)
        .contains("server.port: expected a whole number from 0 to 65535, but this is 'high'");
  }

  @Test
  void theDoctorSaysWhatToDo() {
    cli.doctor =
        (request, findings) ->
            findings.accept(Check.problem("index", "12 of 30 facts", "delete it: it is rebuilt"));

    assertThat(cli.run("doctor")).isEqualTo(1);

    assertThat(cli.out())
        .contains("ok       java: ", "ok       data folder: ", "ok       settings: ")
        .contains("note     key: ANTHROPIC_API_KEY is not set\n         → set it")
        .contains("problem  index: 12 of 30 facts\n         → delete it: it is rebuilt\n");
  }

  @Test
  void aHealthyInstallationEndsWithZero() {
    cli.environment.put("ANTHROPIC_API_KEY", "secret");

    assertThat(cli.run("doctor", "--json")).isZero();
    assertThat(cli.out())
        .contains("\"found\":\"ANTHROPIC_API_KEY is set\"", "\"status\":\"ok\"")
        .doesNotContain("secret");
  }

  @Test
  void theDoctorAsksModelsWhenItIsTold() {
    cli.doctor =
        (request, findings) ->
            findings.accept(
                Check.ok("model m", request.asksModels() ? "asked for " + request.user() : "left")
                    .withFigures(Map.of("cost", Money.of("0.0000033"))));

    assertThat(cli.run("doctor")).isZero();
    assertThat(cli.out()).contains("ok       model m: left");
    assertThat(cli.run("doctor", "--models", "--json")).isZero();
    assertThat(cli.out()).contains("\"found\":\"asked for ana\"", "\"cost\":0.0000033");
  }

  @Test
  void theDoctorExaminesWrongSettingsToo() throws IOException {
    Files.createDirectories(home.resolve(".steward"));
    Files.writeString(home.resolve(".steward/steward.yaml"), "nonsense: true\n");

    assertThat(cli.run("doctor")).isEqualTo(1);
    assertThat(cli.out()).contains("problem  settings: ", "there is no such setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chat",
        "serve",
        "remember",
        "recall",
        "memories",
        "agents",
        "runs",
        "runs show",
        "runs resume",
        "costs",
        "costs explain",
        "costs price",
        "costs reprice",
        "calendar",
        "calendar list",
        "calendar export",
        "calendar import",
        "doctor",
        "config",
        "config check"
      })
  void everyCommandTeachesItself(String command) {
    var arguments = (command + " --help").strip().split(" ");

    assertThat(cli.run(arguments)).isZero();

    assertThat(cli.out()).startsWith("Usage: steward").contains("--data", "--user");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void helpNamesEveryCommandAndShowsExamples() {
    cli.run("--help");

    assertThat(cli.out())
        .contains("Examples:", "chat", "serve", "remember", "recall", "memories", "agents", "runs")
        .contains("costs", "calendar", "doctor", "config", "~/.steward");
  }

  @Test
  void theVersionNamesJava() {
    assertThat(cli.run("--version")).isZero();
    assertThat(cli.out()).startsWith("Steward ").contains("Java " + Runtime.version());
  }

  @Test
  void wrongUsageEndsWithTwoAndOneLine() {
    assertThat(cli.run("chta", "Hi")).isEqualTo(2);
    assertThat(cli.err())
        .isEqualTo(
            "steward: there is no 'chta' here; did you mean 'chat'? See 'steward --help'.\n");

    assertThat(cli.run("recall", "--limit", "many", "x")).isEqualTo(2);
    assertThat(cli.err())
        .contains("--limit", "many", "See 'steward recall --help'")
        .hasLineCount(1);

    assertThat(cli.run("remember", "--layer", "galaxy", "x")).isEqualTo(2);
    assertThat(cli.err()).contains("expected session, user or org").hasLineCount(1);

    assertThat(cli.run("remember")).isEqualTo(2);
    assertThat(cli.run("calendar")).isEqualTo(2);
    assertThat(cli.run()).isEqualTo(2);
    assertThat(cli.desk.asked).isEmpty();
  }

  @Test
  void commandsOfTheGuideWork() throws IOException {
    var guide = Files.readString(Path.of("../docs/guides/command-line.md"));
    var commands = guide.lines().filter(line -> line.startsWith("./steward ")).toList();
    cli.desk.ledger.add(CannedDesk.paid("t1/3", "outreach_qa", "claude-haiku-5-5", "0.25"));

    assertThat(commands)
        .hasSizeGreaterThan(10)
        .allSatisfy(command -> {
          var words =
              Pattern.compile("\"([^\"]*)\"|(\\S+)")
                  .matcher(command)
                  .results()
                  .skip(1)
                  .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                  .toArray(String[]::new);
          assertThat(cli.run(words)).isZero();
        });
  }

  private static String plain(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*[a-zA-Z]", "");
  }
}
