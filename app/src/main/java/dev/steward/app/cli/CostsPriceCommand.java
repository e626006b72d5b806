package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "price",
    description = "Show what a call would cost, exactly, and the rows of the price table it takes.",
    footer = {
      "",
      "Examples:",
      "  steward costs price claude-haiku-5-5 --input 100000 --output 1000",
      "  steward costs price claude-sonnet-5-5 --input 20 --cache-read 50000 --output 700 --batch",
      "  steward costs price deepseek-flash --input 1000 --output 500 --at 2026-11-23T01:00:00Z"
    })
final class CostsPriceCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "MODEL", description = "A model of steward.yaml, or one that is known.")
  private String model = "";

  @Option(
      names = "--input",
      paramLabel = "N",
      description = "Tokens read at the full price: neither from a cache nor into one.")
  private long input;

  @Option(names = "--cache-read", paramLabel = "N", description = "Tokens read from a cache.")
  private long cacheRead;

  @Option(
      names = "--cache-write-5m",
      paramLabel = "N",
      description = "Tokens written to a cache that lives five minutes.")
  private long cacheWrite5m;

  @Option(
      names = "--cache-write-1h",
      paramLabel = "N",
      description = "Tokens written to a cache that lives an hour.")
  private long cacheWrite1h;

  @Option(names = "--output", paramLabel = "N", description = "Tokens produced, thinking included.")
  private long outputTokens;

  @Option(
      names = "--reasoning",
      paramLabel = "N",
      description = "How many tokens of the output were thinking.")
  private long reasoning;

  @Option(
      names = "--calls",
      paramLabel = "TOOL=N",
      description = "Calls of the provider's own tools, such as web_search=3.")
  private Map<String, Long> calls = new LinkedHashMap<>();

  @Option(names = "--at", paramLabel = "TIME", description = "When it ends (default: now).")
  private String at = "";

  @Option(names = "--batch", description = "Handed in with many others, to be answered later.")
  private boolean batch;

  @Option(
      names = "--tier",
      paramLabel = "NAME",
      description = "Faster or slower service, such as priority.")
  private String tier = "";

  @Option(names = "--region", paramLabel = "NAME", description = "Where it runs, such as us.")
  private String region = "";

  @Option(names = "--json", description = "Print amount, lines and rows as JSON.")
  private boolean json;

  /// What is printed as JSON.
  private record Priced(
      String model,
      Instant at,
      Usage usage,
      Terms terms,
      Money cost,
      String currency,
      List<Bill.Line> lines,
      List<PriceRow> rows,
      List<Bill.Note> notes) {}

  CostsPriceCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    var moment =
        at.isEmpty() ? invocation.now() : Times.moment(at, "--at", invocation.zone(settings));
    var usage = usage();
    var terms = new Terms(batch, tier, region);
    var bill = settings.prices().quote(new PaidCall(model, usage, terms, moment, moment));
    if (json) {
      invocation
          .output()
          .json(
              new Priced(
                  model,
                  moment,
                  usage,
                  terms,
                  bill.total(),
                  "USD",
                  bill.lines(),
                  bill.rows(),
                  bill.notes()));
    } else {
      invocation.output().line(invocation.output().style().bold(bill.total().toString()));
      new BillPage(invocation.output()).show(bill);
    }
    return Cli.OK;
  }

  private Usage usage() {
    try {
      return new Usage(
          input, cacheRead, cacheWrite5m, cacheWrite1h, outputTokens, reasoning, calls);
    } catch (IllegalArgumentException _) {
      throw Failure.user("Counts of tokens and calls can't be negative; write 0 or more");
    }
  }
}
