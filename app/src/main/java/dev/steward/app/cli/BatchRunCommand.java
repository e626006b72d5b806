package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.core.BatchDesk.Order;
import dev.steward.core.Failure;
import dev.steward.core.agent.LaterCalls;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Estimate;
import dev.steward.core.cost.Money;
import dev.steward.core.text.Spans;
import dev.steward.web.BatchFile;
import dev.steward.web.BatchFile.Format;
import dev.steward.web.BatchJson;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Have a task done for each row of a file.",
      "",
      "The file is CSV, whose first row names the columns, or JSON lines. A column's name in braces"
          + " stands in the template for what the row has there; {{ and }} are braces. Everything is"
          + " checked before anything is begun."
    },
    footer = {
      "",
      "Examples:",
      "  steward batch run orders.csv --agent ops_engine \\",
      "    --prompt-template \"Which department is this for? {text}\" --max-cost 5",
      "  steward batch run orders.csv --prompt-template \"Sort {order}\" --within 24h --tag client-a",
      "  steward batch run mails.jsonl --template-file prompt.txt --yes --json",
      "  steward batch run orders.csv --prompt-template \"Sort {order}\" --estimate"
    })
final class BatchRunCommand extends OnBatches {

  @Parameters(
      paramLabel = "FILE",
      description = "CSV (.csv) or JSON lines (.jsonl); '-': from the standard input.")
  private String file = "";

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "Who does it (default: Steward decides for each item).")
  private String agent = "";

  @Option(
      names = "--prompt-template",
      paramLabel = "TEXT",
      description = "The task, with columns in braces.")
  private @Nullable String template;

  @Option(names = "--template-file", paramLabel = "FILE", description = "The same from a file.")
  private @Nullable Path templateFile;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or jsonl (default: as the file's name says).")
  private @Nullable Format format;

  @Option(
      names = "--max-cost",
      paramLabel = "DOLLARS",
      description = "Begin nothing that could lead beyond it (default: no cap).")
  private BigDecimal maxCost = BigDecimal.ZERO;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "The most items at work at once (default: 8).")
  private int parallel = Batch.Options.DEFAULTS.maxParallel();

  @Option(
      names = "--within",
      paramLabel = "TIME",
      description = {
        "When you need the results, such as 24h or 3d (default: as soon as can be). From 24h on,"
            + " models of Anthropic and OpenAI are called together, at half the price."
      })
  private String within = "0s";

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Book what it costs under this word; may be given more than once.")
  private List<String> tags = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "An id of your own: the same id twice is one batch.")
  private String id = "";

  @Option(names = "--estimate", description = "Only say what it would cost.")
  private boolean estimateOnly;

  @Option(
      names = {"-y", "--yes"},
      description = "Don't ask before it begins.")
  private boolean yes;

  @Option(names = "--no-wait", description = "Leave it to a running server, and end at once.")
  private boolean noWait;

  BatchRunCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(BatchDesk batches, ZoneId zone) {
    var order = new Order(id, invocation().user(), agent, template(), rows(), options());
    var estimate = batches.estimate(principal(), order);
    if (estimateOnly) {
      if (isJson()) {
        output().json(BatchJson.of(estimate));
      } else {
        output().line(words(estimate));
      }
      return Cli.OK;
    }
    if (!isJson()) {
      output().note(words(estimate));
    }
    if (!yes
        && invocation().surroundings().inputIsTerminal()
        && !file.equals("-")
        && !Question.isAffirmed(invocation(), "Begin?", "add --yes")) {
      output().note("Nothing was begun.");
      return Cli.FAILED;
    }
    var begun = batches.start(principal(), order);
    if (noWait) {
      show(begun);
      return Cli.OK;
    }
    if (!isJson()) {
      output()
          .note(
              output()
                  .style()
                  .dim(
                      "Begun as %s; after Ctrl-C it goes on with 'steward batch resume %s'."
                          .formatted(begun.batch().id(), begun.batch().id())));
    }
    return watch(batches, begun);
  }

  private Batch.Options options() {
    return new Batch.Options(parallel, new Money(maxCost), Spans.read("--within", within), tags);
  }

  private String words(Estimate estimate) {
    var words =
        new StringBuilder(
            "%,d items with %s: about %s, at most %s (%s)."
                .formatted(
                    estimate.items(),
                    estimate.model(),
                    Amounts.rounded(estimate.expected()),
                    Amounts.rounded(estimate.most()),
                    estimate.basis()));
    for (var later : estimate.later()) {
      words.append(words(later));
    }
    return words.toString();
  }

  private String words(Estimate.Later later) {
    var isChosen =
        LaterCalls.isTimeFor(later.window(), Instant.EPOCH, Instant.EPOCH.plus(options().within()));
    var less = Amounts.rounded(later.expected());
    var window = Spans.written(later.window());
    return isChosen
        ? " %s is asked for all of them together, for about %s.".formatted(later.provider(), less)
        : " With time until %s have passed, %s answers all of them together for about %s: add --within %s."
            .formatted(window, later.provider(), less, window);
  }

  private String template() {
    if ((template == null) == (templateFile == null)) {
      throw Failure.user(
          "Say what is to be done: either --prompt-template \"Sort {order}\" or --template-file");
    }
    if (template != null) {
      return template;
    }
    try {
      return Files.readString(templateFile);
    } catch (IOException unreadable) {
      throw unreadable(String.valueOf(templateFile), unreadable);
    }
  }

  private List<Map<String, String>> rows() {
    var name = file.equals("-") ? "The standard input" : file;
    var chosen =
        format == null
            ? Format.of(file)
                .orElseThrow(() ->
                    Failure.user(
                        "What %s holds can't be told from its name; say --format csv or jsonl"
                            .formatted(name)))
            : format;
    try (var in = open()) {
      return BatchFile.read(in, chosen, name);
    } catch (IOException unreadable) {
      throw unreadable(name, unreadable);
    }
  }

  private InputStream open() throws IOException {
    return file.equals("-")
        ? invocation().surroundings().in()
        : Files.newInputStream(Path.of(file));
  }

  private static Failure unreadable(String name, IOException why) {
    return why instanceof NoSuchFileException
        ? Failure.user("There is no file %s; name a CSV or JSONL file".formatted(name))
        : Failure.user(
            "Could not read %s (%s); name a CSV or JSONL file"
                .formatted(name, why.getClass().getSimpleName()));
  }
}
