package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.app.settings.Settings.Model.Wire;
import dev.steward.core.Failure;
import dev.steward.core.agent.Agent;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.Conduct;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.routing.TaskType;
import dev.steward.core.when.DayWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Settings defaults =
      SettingsFile.parse(SettingsFile.defaults(), "steward.yaml", BERLIN);

  @Test
  void howAModelIsCalledIsRead() {
    var settings =
        SettingsFile.parse(
            SettingsFile.defaults()
                .replace(
                    "      attempts: 3 ",
                    "      first_token_seconds: 20\n      requests_per_minute: 60\n"
                        + "      tokens_per_minute: 100000\n      attempts: 4 "),
            "steward.yaml",
            ZoneOffset.UTC);

    assertThat(settings.model("deepseek-flash").orElseThrow().options())
        .isEqualTo(
            new Conduct(false, Duration.ofMinutes(2), Duration.ofSeconds(20), 4, 60, 100_000));
    assertThat(settings.model("MiniMax-M3").orElseThrow().options()).isEqualTo(Conduct.DEFAULTS);
  }

  @Test
  void anAnswerBeginsBeforeItEnds() {
    assertThatThrownBy(() ->
            SettingsFile.parse(
                SettingsFile.defaults()
                    .replace("timeout_seconds: 120", "timeout_seconds: 10, first_token_seconds: 11")
                    .replace("timeout_seconds: 10, ", "timeout_seconds: 10\n      "),
                "steward.yaml",
                ZoneOffset.UTC))
        .hasMessageContaining("this must not be more than 'timeout_seconds'");
  }

  @Test
  void theFirstStartWritesTheCommentedDefault(@TempDir Path folder) throws IOException {
    var home = folder.resolve("new/home");

    var settings = SettingsFile.open(home, BERLIN);

    assertThat(home.resolve("steward.yaml")).content().isEqualTo(SettingsFile.defaults());
    assertThat(home).isDirectoryNotContaining(file -> !file.endsWith("steward.yaml"));
    assertThat(settings.organisation()).isEqualTo(defaults.organisation());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFileThatIsThereIsLeftAlone(@TempDir Path folder) throws IOException {
    var text = SettingsFile.defaults().replace("My business", "Bakery");
    Files.writeString(folder.resolve("steward.yaml"), text);

    assertThat(SettingsFile.open(folder, BERLIN).organisation().name()).isEqualTo("Bakery");
    assertThat(folder.resolve("steward.yaml")).content().isEqualTo(text);
  }

  @Test
  void theDefaultTeamHasItsModelsAndLocalLast() {
    var team = defaults.team();

    assertThat(team.agents())
        .extracting(Agent::name)
        .contains("classifier", "ops_engine", "outreach_qa", "webmaster_mgr", "steward", "local");
    assertThat(team.main()).isEqualTo("steward");
    assertThat(team.classifier()).isEqualTo("classifier");
    assertThat(team.agent("classifier").models()).startsWith("deepseek-flash");
    assertThat(team.agent("ops_engine").models()).startsWith("MiniMax-M3", "MiniMax-M2.1");
    assertThat(team.agent("outreach_qa").models()).startsWith("claude-haiku-5-5");
    assertThat(team.agent("webmaster_mgr").models()).startsWith("claude-sonnet-5-5");
    assertThat(team.agent("steward").models()).startsWith("deepseek-flash");
    assertThat(team.agent("local").models()).containsExactly("local");
    assertThat(team.agents()).allSatisfy(agent -> assertThat(agent.models()).endsWith("local"));
  }

  @Test
  void anyOneKeyLetsEveryAgentWork() {
    var vendors = defaults.models().stream().map(Settings.Model::keyEnv).distinct().toList();

    for (var vendor : vendors) {
      for (var agent : defaults.team().agents()) {
        if (!agent.name().equals("local")) {
          assertThat(agent.models())
              .as("%s with %s", agent.name(), vendor)
              .anyMatch(
                  name -> defaults.model(name).filter(m -> m.keyEnv().equals(vendor)).isPresent());
        }
      }
    }
  }

  @Test
  void everyDefaultKindButTheMainAgentsHasAnOwner() {
    assertThat(defaults.kinds()).hasSizeGreaterThanOrEqualTo(15);
    assertThat(defaults.kinds())
        .extracting(TaskKind::type)
        .contains(TaskType.SIMPLE, TaskType.DRAFT, TaskType.COMPLEX);
    assertThat(defaults.team().owner("schedule_meeting").name()).isEqualTo("local");
    assertThat(defaults.team().owner("draft_email").name()).isEqualTo("outreach_qa");
    assertThat(defaults.team().owner("negotiate").name()).isEqualTo("webmaster_mgr");
    assertThat(defaults.team().owner("bulk_operation").name()).isEqualTo("ops_engine");
    assertThat(defaults.team().owner("other").name()).isEqualTo("steward");
  }

  @Test
  void theDefaultOrganisationHasTheFourPoliciesInOrder() {
    assertThat(defaults.organisation().policies())
        .containsExactly(
            "Budget approvals require finance team confirmation",
            "All client communications must be logged",
            "Meeting times preferred: 9am-11am, 2pm-4pm",
            "Response SLA: 24 hours for emails, 2 hours for Slack");
    assertThat(defaults.organisation().zone()).isEqualTo(BERLIN);
    assertThat(defaults.organisation().sessionLength()).isEqualTo(Duration.ofHours(8));
    assertThat(defaults.organisation().workingHours())
        .containsExactly(new DayWindow(LocalTime.of(9, 0), LocalTime.of(17, 0)));
    assertThat(defaults.organisation().workingDays())
        .contains(DayOfWeek.FRIDAY)
        .doesNotContain(DayOfWeek.SATURDAY);
  }

  @Test
  void theDefaultModelsSpeakTheirProvidersApi() {
    var flash = defaults.model("deepseek-flash").orElseThrow();
    var mini = defaults.model("MiniMax-M2.1").orElseThrow();

    assertThat(flash.wire()).isEqualTo(Wire.OPENAI);
    assertThat(flash.baseUrl()).hasToString("https://api.deepseek.com");
    assertThat(flash.keyEnv()).isEqualTo("DEEPSEEK_API_KEY");
    assertThat(flash.options().thinking()).isFalse();
    assertThat(mini.wire()).isEqualTo(Wire.ANTHROPIC);
    assertThat(mini.id()).isEqualTo("MiniMax-M2.1");
    assertThat(defaults.model("local")).isEmpty();
  }

  @Test
  void theDefaultServerIsForThisMachineOnly() {
    assertThat(defaults.server().bind()).isEqualTo("127.0.0.1");
    assertThat(defaults.server().port()).isEqualTo(7777);
    assertThat(defaults.server().apiKeys()).isEmpty();
  }

  @Test
  void whatTheCommentsTeachIsUnderstood() {
    var text =
        SettingsFile.defaults()
            .replace("  # zone: Europe/Berlin", "  zone: Asia/Tokyo")
            .replace("# users:\n#   ana:\n#     zone:", "users:\n  ana:\n    zone:")
            .replaceAll(
                "(?m)^  # ((qwen:|  provider: ollama|  base_url: http:|  id: qwen3).*)$", "  $1")
            .replace("  # api_keys:", "  api_keys:")
            .replaceAll(
                "(?m)^  #(   - name: front-desk|     key_env: STEWARD|     users: \\[ana)", "  $1")
            .replaceAll("(?m)^# (prices:|  qwen: |  claude-sonnet-5-5:|    - \\{ from)", "$1");

    var settings = SettingsFile.parse(text, "steward.yaml", BERLIN);

    assertThat(settings.zoneOf("ana")).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(settings.zoneOf("bob")).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(settings.model("qwen").orElseThrow().keyEnv()).isEmpty();
    assertThat(input("qwen", settings, "2026-11-23T12:00:00Z")).isEqualTo(Money.ZERO);
    assertThat(input("claude-sonnet-5-5", settings, "2026-12-31T23:59:59Z"))
        .isEqualTo(Money.of("2"));
    assertThat(input("claude-sonnet-5-5", settings, "2027-01-01T00:00:00Z"))
        .isEqualTo(Money.of("3"));
    assertThat(settings.server().apiKeys())
        .containsExactly(
            new Settings.ApiKey("front-desk", "STEWARD_KEY_FRONT_DESK", Set.of("ana", "bob")));
  }

  private static Money input(String model, Settings settings, String at) {
    var moment = Instant.parse(at);
    var usage = new Usage(1_000_000, 0, 0, 0, 0, 0);
    return settings
        .prices()
        .quote(new PaidCall(model, usage, Terms.STANDARD, moment, moment))
        .total();
  }

  @Test
  void anAgentIsABlock() {
    var text =
        SettingsFile.defaults()
            .replace("    kinds: [smalltalk, explain, other]", "    kinds: [smalltalk]")
            .replace(
                "team:\n",
                """
                team:
                  - name: night_shift
                    role: Works at night
                    kinds: [other]
                """);

    var agent = SettingsFile.parse(text, "steward.yaml", BERLIN).team().owner("other");

    assertThat(agent)
        .isEqualTo(
            new Agent(
                "night_shift",
                "Works at night",
                "",
                List.of("local"),
                List.of(),
                List.of("other"),
                Agent.Limits.DEFAULTS));
  }

  @Test
  void aMistakeNamesFileLineColumnPathAndWhatIsAllowed() {
    mistake(
        "    model: MiniMax-M3\n",
        "    model: MiniMax-M4\n",
        "team[2].model: 'MiniMax-M4' is not known here; there are: deepseek-flash, MiniMax-M3,"
            + " MiniMax-M2.1, claude-haiku-5-5, claude-sonnet-5-5, local; did you mean 'MiniMax-M3'?");
  }

  @Test
  void allMistakesAreReportedAtOnceInTheOrderOfTheFile() {
    var text =
        SettingsFile.defaults()
            .replace("port: 7777", "port: 99999")
            .replace("session_hours: 8", "session_hours: eight")
            .replace("  working_days: [monday,", "  working_days: [moonday,");

    assertThatThrownBy(() -> SettingsFile.parse(text, "steward.yaml", BERLIN))
        .isInstanceOf(Failure.class)
        .message()
        .satisfies(message -> {
          var lines = message.lines().toList();
          assertThat(lines).hasSize(4);
          assertThat(lines.getFirst()).contains("3 mistakes");
          assertThat(lines.get(1)).contains("organisation.working_days[0]", "'monday'");
          assertThat(lines.get(2)).contains("organisation.session_hours", "'eight'");
          assertThat(lines.get(3)).contains("server.port", "from 0 to 65535", "'99999'");
        });
  }

  @Test
  void anUnknownSettingIsAMistakeWithAHint() {
    mistake(
        "  policies:\n",
        "  polices:\n",
        "organisation.polices: there is no such setting",
        "'policies'");
  }

  @Test
  void aSettingThatStandsTwiceIsAMistake() {
    mistake(
        "  port: 7777\n", "  port: 7777\n  port: 8888\n", "server.port: this stands here twice");
  }

  @Test
  void aKeyInTheFileIsRefusedAndNeverShown() {
    for (var key :
        new String[] {
          "sk-ant-api03-abcdefghijklmnop",
          "AKIAIOSFODNN7EXAMPLE",
          "d41d8cd98f00b204e9800998ecf8427e",
          "sk_live_4eC39HqLyjWDarjtT1zdp7dc"
        }) {
      assertThat(mistakeOf("key_env: DEEPSEEK_API_KEY", "key_env: " + key))
          .contains("models.deepseek-flash.key_env", "looks like a key", "environment variable")
          .doesNotContain(key);
      assertThat(mistakeOf("key_env: DEEPSEEK_API_KEY", "api_key: " + key))
          .contains("models.deepseek-flash.api_key", "keys never stand in this file")
          .doesNotContain(key);
      assertThat(mistakeOf("port: 7777", "port: " + key)).doesNotContain(key);
    }
  }

  @Test
  void aModelWithoutAPriceIsAMistake() {
    mistake(
        "    id: deepseek-flash\n",
        "    id: deepseek-lightning\n",
        "'deepseek-flash' has no price");
  }

  @Test
  void aProviderOfNoNameNeedsWireAndAddress() {
    mistake(
        "provider: deepseek", "provider: deepsek", "models.deepseek-flash.provider", "'deepseek'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example",
        "nonsense",
        "https://user:pass@x.example",
        "https://x.example?key=1"
      })
  void anAddressIsPlainHttp(String address) {
    mistake("https://api.deepseek.com", address, "models.deepseek-flash.base_url", "an address");
  }

  @Test
  void aKindHasOneOwner() {
    mistake(
        "kinds: [smalltalk, explain, other]",
        "kinds: [smalltalk, other, negotiate]",
        "the kind 'negotiate' is steward's already");
  }

  @Test
  void twoAgentsOfOneNameAreAMistake() {
    mistake("name: ops_engine", "name: steward", "team[2].name", "second agent");
  }

  @Test
  void aMainAgentMustBeThere() {
    mistake("  main: steward\n", "  main: stewart\n", "routing.main", "'steward'");
  }

  @Test
  void aWrongZoneNamesWhatIsExpected() {
    mistake(
        "  # zone: Europe/Berlin",
        "  zone: Mars/Olympus",
        "organisation.zone",
        "a time zone such as");
  }

  @Test
  void workingHoursEndAfterTheyBegin() {
    mistake("9:00-17:00", "17:00-9:00", "organisation.working_hours", "hours such as 9:00-17:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n"})
  void anEmptyFileSaysSo(String text) {
    assertThatThrownBy(() -> SettingsFile.parse(text, "steward.yaml", BERLIN))
        .isInstanceOf(Failure.class)
        .hasMessageMatching("(?s).*(is empty|missing|needed).*");
  }

  @Test
  void aTabIsNamed() {
    assertThat(mistakeOf("  port: 7777", "\tport: 7777")).contains("a tab is used to indent");
  }

  @Test
  void aFileThatIsNotYamlNamesThePlace() {
    assertThat(mistakeOf("  port: 7777", "  port: [7777"))
        .containsPattern("steward.yaml:\\d+:\\d+: this is not YAML");
  }

  @Test
  void wrongShapesAreNamed() {
    mistake(
        "  name: My business",
        "  name: [My, business]",
        "organisation.name: expected a text, but this is a list");
    mistake(
        "  bind: 127.0.0.1",
        "  bind: { host: x }",
        "server.bind: expected a text, but this is a block");
    assertThatThrownBy(() -> SettingsFile.parse("- a\n- b\n", "steward.yaml", BERLIN))
        .hasMessageContaining("expected a block of settings (name: value), but this is a list");
  }

  @Test
  void anAliasBombIsRefusedUnread() {
    var bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThatThrownBy(() -> SettingsFile.parse(bomb.toString(), "steward.yaml", BERLIN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("steward.yaml:2:")
        .hasMessageContaining("aliases");
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> SettingsFile.parse("a: " + "[".repeat(50_000), "steward.yaml", BERLIN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void aHugeFileIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("steward.yaml"), "#".repeat(1_000_001));

    assertThatThrownBy(() -> SettingsFile.open(folder, BERLIN))
        .hasMessageContaining("larger than 1 MB");
  }

  @Test
  void aFileThatIsNotUtf8SaysSo(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("steward.yaml"), "name: Büro".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> SettingsFile.open(folder, BERLIN)).hasMessageContaining("not UTF-8");
  }

  @Test
  void aFolderThatCannotBeMadeSaysWhatToDo(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> SettingsFile.open(file.resolve("home"), BERLIN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Could not write")
        .hasMessageContaining("--data");
  }

  private static void mistake(String correct, String wrong, String... expected) {
    assertThat(mistakeOf(correct, wrong)).contains(expected);
  }

  /// What is said of the default file when its first `correct` is replaced by `wrong`: places in it
  /// are true.
  private static String mistakeOf(String correct, String wrong) {
    var text = SettingsFile.defaults();
    int at = text.indexOf(correct);
    assertThat(at).as("'%s' stands in the default file", correct).isNotNegative();
    var changed = text.substring(0, at) + wrong + text.substring(at + correct.length());
    try {
      SettingsFile.parse(changed, "steward.yaml", BERLIN);
    } catch (Failure failure) {
      assertThat(failure.kind()).isEqualTo(Failure.Kind.USER);
      assertThat(failure.text()).containsPattern("steward.yaml:\\d+:\\d+: ");
      return failure.text();
    }
    throw new AssertionError("no mistake was found in: " + wrong);
  }
}
