package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.settings.SettingsFile;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `steward simulate`. The figures are worked out by hand from the price lists.
class SimulateCliTest {
  @TempDir private Path folder;
  private CommandLineFixture cli;

  @BeforeEach
  void start() {
    cli = new CommandLineFixture(folder);
  }

  private void run(String... arguments) {
    assertThat(cli.run(arguments)).as(cli.err()).isZero();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /// 600 × (3,000 × $0.30 + 500 × $1.20) + 300 × (2,000 × $0.10 + 800 × $0.50)
  /// + 100 × (6,000 × $2 + 1,500 × $10), for a million tokens each; all of it with Sonnet is $6.60
  ///   + $3.60 + $2.70.
  @Test
  void theReferenceWorkloadCostsWhatItCosts() {
    run("simulate", "reference");

    assertThat(cli.out())
        .containsPattern("KIND +AGENT +MODEL +CALLS +COST +WITH claude-sonnet-5-5")
        .containsPattern("bulk_operation +ops_engine +MiniMax-M3 +600 +\\$0.90 +\\$6.60")
        .containsPattern("draft_email +outreach_qa +claude-haiku-5-5 +300 +\\$0.18 +\\$3.60")
        .containsPattern("decide +webmaster_mgr +claude-sonnet-5-5 +100 +\\$2.70 +\\$2.70")
        .containsPattern("total +1000 +\\$3.78 +\\$12.90")
        .contains("saved: 70.6 %", "assumed: the same tokens", "told apart without a model");
  }

  /// 1,000 × (800 × $0.15 + 20 × $0.60) off-peak, twice that in peak hours.
  @Test
  void aModelThatClassifiesIsPaidAtTheHoursPrices() {
    run("simulate", "reference", "--classify", "--json", "--at", "2026-11-22T02:00:00Z");
    assertThat(cli.out())
        .contains(
            "{\"kind\":\"classification\",\"agent\":\"classifier\",\"model\":\"deepseek-flash\",\"calls\":1000,\"cost\":0.132,\"against\":0,\"booked\":0}",
            "\"calls\":2000,\"cost\":3.912,\"against\":12.9,\"booked\":0},\"saved\":69.6,");

    run("simulate", "reference", "--classify", "--json", "--at", "2026-11-23T02:00:00Z");
    assertThat(cli.out())
        .contains("\"cost\":0.264,", "\"cost\":4.044,\"against\":12.9", "\"saved\":68.6,");
  }

  @Test
  void agentsMayHaveOtherModels() {
    run("simulate", "reference", "--model", "ops_engine=claude-haiku-5-5", "--by", "model");

    assertThat(cli.out())
        .containsPattern("MODEL +CALLS +COST")
        .containsPattern("claude-haiku-5-5 +900 +\\$0.51 +\\$10.20")
        .containsPattern("total +1000 +\\$3.21 +\\$12.90")
        .contains("saved: 75.1 %");
    run("simulate", "reference", "--by", "agent");
    assertThat(cli.out()).containsPattern("ops_engine +600 +\\$0.90");
    assertThat(cli.run("simulate", "reference", "--model", "nobody=claude-haiku-5-5"))
        .isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("There is no agent 'nobody'");
    assertThat(cli.run("simulate", "reference", "--model", "steward=mystery"))
        .isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("no model 'mystery' that has a price");
    assertThat(cli.run("simulate", "reference", "--against", "mystery")).isEqualTo(Cli.FAILED);
  }

  @Test
  void anotherTeamMayDoIt() throws IOException {
    var team =
        file(
            "other.yaml",
            SettingsFile.defaults()
                .replace(
                    "    model: MiniMax-M3\n    fallbacks: [MiniMax-M2.1, deepseek-flash, claude-haiku-5-5]\n",
                    "    models: [deepseek-flash, claude-haiku-5-5, claude-sonnet-5-5]\n")
                .replace(
                    "    model: claude-sonnet-5-5\n    fallbacks: [claude-haiku-5-5, deepseek-flash, MiniMax-M3]\n",
                    "    models: [claude-haiku-5-5, claude-sonnet-5-5]\n"));

    run("simulate", "reference", "--team", team.toString());

    assertThat(cli.out())
        .containsPattern("bulk_operation +ops_engine +claude-haiku-5-5 +600 +\\$0.33 +\\$6.60")
        .containsPattern("decide +webmaster_mgr +claude-sonnet-5-5 +100 +\\$2.70")
        .contains("saved: 75.1 %");
  }

  @Test
  void pricesMayBeOthers() throws IOException {
    var prices =
        file(
            "prices.yaml",
            SettingsFile.defaults() + "\nprices:\n  MiniMax-M3: { input: 0, output: 0 }\n");

    run("simulate", "reference", "--prices", prices.toString());

    assertThat(cli.out()).containsPattern("bulk_operation +ops_engine +MiniMax-M3 +600 +\\$0.00");
  }

  @Test
  void aWorkloadMayBeATableOfItsOwn() throws IOException {
    var csv =
        file(
            "month.csv",
            """
            kind,count,input,cache_read,output,at
            translate,10,1000,9000,500,

            remember,5,1000,0,10,2026-11-23T02:00Z
            smalltalk,1000,1000,9000,500,2026-11-23T01:00Z
            """
                .replace("\n", "\r\n"));

    run("simulate", csv.toString(), "--against", "deepseek-flash");

    // A thousand times the known price of such a call in peak hours.
    assertThat(cli.out())
        .containsPattern("smalltalk +steward +deepseek-flash +1000 +\\$0.954 +\\$0.954")
        .containsPattern("remember +local +local +5 +\\$0.00 +\\$0.00")
        .containsPattern("translate +outreach_qa +claude-haiku-5-5 +10 +\\$0.0044 +\\$0.00477");
  }

  @Test
  void mistakesInAWorkloadAreNamed() throws IOException {
    var wrong =
        file(
            "wrong.yaml", "tasks:\n - { kind: translte, count: -1, tokens: 5 }\n - { count: 1 }\n");

    assertThat(cli.run("simulate", wrong.toString())).isEqualTo(Cli.FAILED);
    assertThat(cli.err())
        .contains(
            "did you mean 'translate'",
            "wrong.yaml:2:29: tasks[0].count: expected a whole number",
            "no such setting",
            "tasks[1].kind: this is missing");
    var csv = file("wrong.csv", "kind,count\ntranslate,1\n\ntranslate,x\n");
    assertThat(cli.run("simulate", csv.toString())).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("wrong.csv:4:").contains("count");
    assertThat(cli.run("simulate", file("empty.yaml", "tasks: []\n").toString()))
        .isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("there are no tasks here");
    assertThat(cli.run("simulate", folder.resolve("none.yaml").toString())).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("no such file");
  }

  private void book(String key, String agent, String kind, String model, Usage usage, String at) {
    var prices =
        SettingsFile.parse(SettingsFile.defaults(), "steward.yaml", ZoneOffset.UTC).prices();
    var moment = Instant.parse(at);
    var call = new PaidCall(model, usage, Terms.STANDARD, moment, moment);
    cli.desk.ledger.add(
        new LedgerEntry(
            key,
            "default",
            "ana",
            "t1",
            agent,
            model,
            kind,
            usage,
            Terms.STANDARD,
            prices.quote(call),
            "",
            moment,
            moment));
  }

  @Test
  void whatWasDoneIsDoneAgainByAnotherTeam() throws IOException {
    var small = new Usage(1_000, 9_000, 0, 0, 500, 0);
    book("t1/1", "classifier", "classification", "deepseek-flash", small, "2026-11-10T01:00:00Z");
    book("t1/3", "ops_engine", "bulk_operation", "MiniMax-M3", small, "2026-11-10T01:00:00Z");
    book("t2/3", "steward", "schedule_meeting", "deepseek-flash", small, "2026-11-10T13:00:00Z");
    var team =
        file(
            "other.yaml",
            SettingsFile.defaults()
                .replace("kinds: [retrieve_data, bulk_operation, ", "kinds: [retrieve_data, ")
                .replace("kinds: [draft_email,", "kinds: [bulk_operation, draft_email,"));

    run("simulate", "--team", team.toString());

    assertThat(cli.out())
        .containsPattern("KIND +AGENT +MODEL +CALLS +WAS +COST +WITH claude-sonnet-5-5")
        .containsPattern(
            "classification +classifier +deepseek-flash +1 +\\$0.000954 +\\$0.000954 +\\$0.00")
        .containsPattern(
            "bulk_operation +outreach_qa +claude-haiku-5-5 +1 +\\$0.00144 +\\$0.00044 +\\$0.0079")
        .containsPattern(
            "schedule_meeting +steward +deepseek-flash +1 +\\$0.000477 +\\$0.000477 +\\$0.0079");
  }

  @Test
  void wherePastIsMissingItIsSaid() {
    run("simulate");
    assertThat(cli.out()).contains("No model was paid for");

    assertThat(cli.run("simulate", "--classify")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("are for a workload");
  }
}
