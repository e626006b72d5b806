package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.settings.SettingsFile;
import dev.steward.core.cost.Account;
import dev.steward.core.cost.Balance;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Limit;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.Standing;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `steward costs price`, `explain` and `reprice`.
class CostsCliTest {
  private static final Instant ENDED = Instant.parse("2026-11-23T01:00:00.5Z");

  @TempDir Path folder;
  private CommandLineFixture cli;

  @BeforeEach
  void start() {
    cli = new CommandLineFixture(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claude-haiku-5-5 --input 100000 --output 1000                  | 0.0105",
        "claude-haiku-5-5 --input 1 --cache-read 100000 --output 1000   | 0.0075005",
        "claude-sonnet-5-5 --input 10000 --output 2000 --batch          | 0.02",
        "claude-sonnet-5-5 --input 10000 --output 2000 --region us      | 0.044",
        "claude-sonnet-5-5 --input 20 --cache-read 50000 --cache-write-5m 1000 --cache-write-1h 2000 --output 700 --at 2026-10-06T23:59:59Z | 0.02754",
        "claude-sonnet-5-5 --calls web_search=3                         | 0.03",
        "deepseek-flash --input 1000 --cache-read 9000 --output 500 --at 2026-11-23T01:00:00Z | 0.000954",
        "deepseek-flash --input 1000 --cache-read 9000 --output 500 --at 2026-10-01T02:00:00Z | 0.000477",
        "MiniMax-M3 --input 512001 --output 1000                        | 0.3096006",
        "MiniMax-M3 --input 1000000 --tier priority                     | 0.9",
        "MiniMax-M3                                                     | 0",
      })
  void aCallIsPricedToTheLastDigit(String arguments, String cost) {
    assertThat(cli.run(("costs price " + arguments + " --json").split(" +", -1))).isZero();

    assertThat(cli.out()).contains("\"cost\":" + cost + ",", "\"currency\":\"USD\"");
  }

  @Test
  void aPriceComesWithItsRowsAndTheirSource() {
    cli.run("costs", "price", "claude-haiku-5-5", "--input", "100001", "--output", "10", "--batch");

    assertThat(cli.out())
        .isEqualTo(
            """
            $0.02501275
            WHAT    COUNT    PRICE                    COST         ROWS
            input   100,001  $0.50 / 1,000,000 × 0.5  $0.02500025  anthropic/claude-haiku-5-5/2, anthropic/*/1
            output  10       $2.50 / 1,000,000 × 0.5  $0.0000125   anthropic/claude-haiku-5-5/2, anthropic/*/1
            ROW                           HOLDS                SOURCE
            anthropic/claude-haiku-5-5/2  prompt over 100,000  https://platform.claude.com/docs/en/about-claude/pricing (2026-11-22)
            anthropic/*/1                 batch                https://platform.claude.com/docs/en/about-claude/pricing (2026-11-22)
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "costs price claude-mystery-9 --input 1",
        "costs price deepseek-flash --input 1 --batch",
        "costs price MiniMax-M3 --input 1 --region eu",
        "costs price claude-haiku-5-5 --calls crystal_ball=1",
      })
  void whatHasNoPriceIsRefused(String command) {
    assertThat(cli.run(command.split(" ", -1))).isEqualTo(1);

    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("No price is known for", "`prices` in steward.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "costs price claude-haiku-5-5 --input -1, 1, can't be negative",
    "costs price claude-haiku-5-5 --input many, 2, many",
    "costs price claude-haiku-5-5 --input 1.5, 2, 1.5",
    "costs price, 2, MODEL",
    "costs price claude-haiku-5-5 --at noon, 1, --at needs a time",
  })
  void whatIsTypedWrongIsNamed(String command, int code, String words) {
    assertThat(cli.run(command.split(" ", -1))).isEqualTo(code);

    assertThat(cli.err()).contains(words);
  }

  private static LedgerEntry booked(String key, Usage usage) {
    var prices =
        SettingsFile.parse(SettingsFile.defaults(), "steward.yaml", ZoneOffset.UTC).prices();
    var started = ENDED.minusSeconds(1);
    var call = new PaidCall("deepseek-flash", usage, Terms.STANDARD, started, ENDED);
    return new LedgerEntry(
        key,
        "default",
        "ana",
        "t42",
        "ops_engine",
        call.model(),
        "other",
        usage,
        call.terms(),
        prices.settle(call),
        "{\"prompt_tokens\":10000}",
        started,
        ENDED);
  }

  @Test
  void aBillIsExplainedFromWhatWasReportedToTheRowsAndBilledAgain() {
    cli.desk.ledger.add(booked("t42/3", new Usage(1_000, 9_000, 0, 0, 500, 0)));

    assertThat(cli.run("costs", "explain", "t42/3")).isZero();

    assertThat(cli.out())
        .contains(
            "t42/3  $0.000954  deepseek-flash  ops_engine for ana",
            "sent 2026-11-23T00:59:59.500Z, complete 2026-11-23T01:00:00.500Z",
            "the provider reported: {\"prompt_tokens\":10000}",
            "input 1,000, cache read 9,000, cache write 5m 0 and 1h 0, output 500 (thinking 0)",
            "deepseek/deepseek-flash/6  from 2026-09-10, hours deepseek_peak",
            "note: at the prices of 2026-11-23T00:59:59.500Z, when it began, it would have cost"
                + " $0.000477",
            "billed again by the price table of now: the same");
  }

  @Test
  void aTaskIsExplainedCallByCall() {
    cli.desk.ledger.add(booked("t42/3", new Usage(1_000, 0, 0, 0, 0, 0)));
    cli.desk.ledger.add(booked("t42/5", new Usage(2_000, 0, 0, 0, 0, 0)));

    cli.run("costs", "explain", "t42", "--json");

    assertThat(cli.out())
        .contains(
            "\"key\":\"t42/3\"",
            "\"key\":\"t42/5\"",
            "\"repriced\":",
            "\"raw_usage\":\"{\\\"prompt_tokens\\\":10000}\"",
            "\"started_at\":\"2026-11-23T00:59:59.500Z\"");
  }

  @Test
  void whatIsNotBookedIsNotExplained() {
    assertThat(cli.run("costs", "explain", "t99")).isEqualTo(1);

    assertThat(cli.err()).contains("No paid call 't99' is booked", "steward costs --by call");
  }

  @Test
  void allBillsCanBeMadeAgainAndThoseThatDifferAreShown() {
    cli.desk.ledger.add(booked("t42/3", new Usage(1_000, 0, 0, 0, 0, 0)));
    cli.desk.ledger.add(CannedDesk.paid("t1/1", "outreach_qa", "claude-haiku-5-5", "0.5"));
    cli.desk.ledger.add(CannedDesk.paid("t1/2", "outreach_qa", "gone", "0.25"));

    assertThat(cli.run("costs", "reprice")).isZero();

    assertThat(cli.out())
        .contains("t1/1", "$0.50", "$0.000252", "t1/2", "no price")
        .contains(
            "3 calls, booked $0.7503, by the price table of now $0.000552; 2 differ, 1 of them has"
                + " no price")
        .doesNotContain("t42/3");
  }

  @Test
  void budgetsAreShownWithWhatIsLeftAndWhenTheyBeginAnew() {
    var month =
        new Account(
            "default",
            Account.Whose.TENANT,
            "",
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"));
    var task = Account.of("default", Account.Whose.TASK, "t42");
    cli.desk.standings.add(
        new Standing(
            new Limit("tenant per month", month, Money.of("40"), Money.of("50")),
            new Balance(month, Money.of("45.000003"), Money.of("0.5")),
            "deepseek-flash"));
    cli.desk.standings.add(
        new Standing(
            new Limit("each task", task, Money.of("0.2"), Money.of("0.25")),
            new Balance(task, Money.of("0.25"), Money.ZERO),
            ""));

    cli.run("costs", "budgets");

    assertThat(cli.out())
        .isEqualTo(
            """
            BUDGET            WHO  SPENT       RESERVED  LEFT       ALERT   STOP    STATE  RESETS
            tenant per month       $45.000003  $0.50     $4.499997  $40.00  $50.00  low    Tue 1 Dec 2026 00:00
            each task         t42  $0.25       $0.00     $0.00      $0.20   $0.25   spent  never
            """);

    cli.run("costs", "budgets", "--json");

    assertThat(cli.out())
        .contains(
            "\"budget\":\"tenant per month\",\"whose\":\"tenant\",\"who\":\"\",\"alert\":40,\"stop\":50",
            "\"spent\":45.000003,\"reserved\":0.5,\"left\":4.499997",
            "\"state\":\"low\",\"since\":\"2026-11-01T00:00:00Z\",\"resets_at\":\"2026-12-01T00:00:00Z\",\"fallback\":\"deepseek-flash\"",
            "\"state\":\"spent\",\"since\":\"\",\"resets_at\":\"\"");
  }

  @Test
  void withoutBudgetsItSaysHowToSetSome() {
    cli.run("costs", "budgets");

    assertThat(cli.out()).contains("There is no budget", "`budgets` in steward.yaml");
  }

  @Test
  void theSameCallsWithOneModelForEverythingAreBilledAtTheirOwnMoments() {
    cli.desk.ledger.add(booked("t42/3", new Usage(1_000, 9_000, 0, 0, 500, 0)));
    cli.desk.ledger.add(booked("t42/5", new Usage(0, 0, 0, 0, 0, 0)));

    cli.run("costs", "against", "claude-sonnet-5-5");

    assertThat(cli.out())
        .isEqualTo(
            """
            MODEL           CALLS  COST       WITH claude-sonnet-5-5
            deepseek-flash  2      $0.000954  $0.0079
            total           2      $0.000954  $0.0079
            saved: 87.9 %
            assumed: the same tokens, as many of them from a cache, at the prices of the same moments; models count tokens differently, and how well the work was done is not compared
            """);

    cli.run("costs", "against", "claude-sonnet-5-5", "--json");

    assertThat(cli.out())
        .contains(
            "\"total\":{\"model\":\"total\",\"calls\":2,\"cost\":0.000954,\"against\":0.0079}",
            "\"saved\":87.9",
            "\"assumed\":\"the same tokens");
  }

  @Test
  void whatHasTagsIsCountedUnderEachOfThem() {
    var usage = new Usage(1_000, 9_000, 0, 0, 500, 0);
    cli.desk.ledger.add(booked("t42/3", usage).withTags(List.of("client-a", "urgent")));
    cli.desk.ledger.add(booked("t42/5", usage).withTags(List.of("client-a")));
    cli.desk.ledger.add(booked("t42/7", usage));

    assertThat(cli.run("costs", "--by", "tag")).isZero();

    assertThat(cli.out())
        .containsPattern("TAG +CALLS")
        .containsPattern("client-a +2 .*\\$0.001908")
        .containsPattern("urgent +1 .*\\$0.000954")
        .containsPattern("\\(none\\) +1 .*\\$0.000954")
        .containsPattern("total +3 .*\\$0.002862");
  }

  @Test
  void nothingSpentIsNothingSaved() {
    cli.run("costs", "against", "claude-sonnet-5-5");

    assertThat(cli.out()).contains("saved: 0 %");
    assertThat(cli.run("costs", "against", "mystery")).isEqualTo(1);
    assertThat(cli.err()).contains("No price is known for the model mystery");
  }

  @Test
  void theMonthIsForecastFromWhatHasPassedOfIt() {
    cli.desk.ledger.add(CannedDesk.paid("t1/1", "outreach_qa", "claude-haiku-5-5", "21.5"));

    cli.run("costs", "forecast");

    assertThat(cli.out())
        .isEqualTo(
            "$21.50 spent in 21.6 of 30 days. If the rest of the month goes like this: $29.88 by"
                + " Tue 1 Dec 2026 00:00\n");
    assertThat(cli.desk.asked)
        .containsExactly("costs '' 2026-11-01T00:00:00Z 2026-11-22T14:03:01Z");

    cli.run("costs", "forecast", "--json");

    assertThat(cli.out()).contains("\"spent\":21.5,\"expected\":29.88,\"currency\":\"USD\"");
  }

  @Test
  void callsAreSummedUpByTheirGroupAndSession() {
    cli.desk.ledger.add(
        CannedDesk.paid("t1/1", "outreach_qa", "claude-haiku-5-5", "0.5")
            .withGroup("batch 7")
            .withSession("s1"));
    cli.desk.ledger.add(CannedDesk.paid("t1/2", "outreach_qa", "claude-haiku-5-5", "0.25"));

    cli.run("costs", "--by", "group");
    assertThat(cli.out()).contains("batch 7", "(none)");
    cli.run("costs", "--by", "session");
    assertThat(cli.out()).contains("s1", "(none)");
  }

  @Test
  void callsAreListedOneByOne() {
    cli.desk.ledger.add(CannedDesk.paid("t1/2", "outreach_qa", "claude-haiku-5-5", "0.25"));
    cli.desk.ledger.add(CannedDesk.paid("t1/1", "outreach_qa", "claude-haiku-5-5", "0.5"));

    cli.run("costs", "--by", "call");

    assertThat(cli.out().lines().map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactly("CALL", "t1/2", "t1/1", "total");
  }
}
