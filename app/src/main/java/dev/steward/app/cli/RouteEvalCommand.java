package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Encoding.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "eval",
    description = {
      "Learn kinds of texts from one file, and say how well they are told apart in another.",
      "",
      "A file is CSV with the columns text and category (a column split tells rows for the test"
          + " from the others), or JSON in the layout of CLINC150: lists of pairs [text, intent] named"
          + " train and oos_train, and test and oos_test or else val and oos_val. The category oos"
          + " stands for none."
    },
    footer = {
      "",
      "Examples:",
      "  steward route eval --train train.csv --test test.csv",
      "  steward route eval --train clinc.json --test clinc.json --domains domains.json --json"
    })
final class RouteEvalCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final RouterTrial trial;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      required = true,
      description = "Labelled texts to learn from.")
  private Path train = Path.of("");

  @Option(
      names = "--test",
      paramLabel = "FILE",
      required = true,
      description = "Labelled texts to be tried on.")
  private Path test = Path.of("");

  @Option(
      names = "--domains",
      paramLabel = "FILE",
      description = "The domain of each category: a JSON object of lists.")
  private Path domains = Path.of("");

  @Option(
      names = "--accuracy",
      paramLabel = "SHARE",
      description = {
        "What is aimed at among the accepted (default: 0.995 of domains; without domains 0.985 of"
            + " categories)."
      })
  private double accuracy;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  RouteEvalCommand(Invocation invocation, RouterTrial trial) {
    this.invocation = invocation;
    this.trial = trial;
  }

  @Override
  public Integer call() {
    if (accuracy < 0 || accuracy >= 1) {
      throw Failure.user("--accuracy is a share below 1, such as 0.99");
    }
    var result = trial.run(new RouterTrial.Request(train, test, domains, accuracy), new Told());
    if (json) {
      invocation.output().json(shape(result));
    } else {
      show(result);
    }
    return Cli.OK;
  }

  private static Map<String, @Nullable Object> shape(RouterTrial.Result result) {
    var figures = result.figures();
    var shape = new LinkedHashMap<String, @Nullable Object>();
    shape.put("accuracy", figures.accuracy());
    shape.put("domain_accuracy", result.grouped() ? figures.groupAccuracy() : null);
    shape.put("ece", figures.calibrationError());
    shape.put("coverage", figures.coverage());
    shape.put(
        "accepted_accuracy",
        result.grouped() ? figures.acceptedGroupAccuracy() : figures.acceptedAccuracy());
    shape.put(
        "oos_accepted",
        figures.strangersAccepted().isPresent() ? figures.strangersAccepted().getAsDouble() : null);
    shape.put("p50_ms", rounded(figures.median()));
    shape.put("p95_ms", rounded(figures.slow()));
    shape.put("accepted_category_accuracy", figures.acceptedAccuracy());
    shape.put("target_accuracy", result.accuracy());
    shape.put("train_rows", result.examples());
    shape.put("test_rows", figures.known());
    shape.put("oos_rows", figures.strangers());
    shape.put("categories", result.kinds());
    shape.put("rows_of_unknown_categories", figures.unheardOf());
    shape.put("train_seconds", rounded(result.seconds()));
    return shape;
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  private void show(RouterTrial.Result result) {
    var figures = result.figures();
    var output = invocation.output();
    output.line(
        "Learned %,d texts of %,d categories in %s; tried on %,d%s"
            .formatted(
                result.examples(),
                result.kinds(),
                format("%.0f s", result.seconds()),
                figures.known(),
                figures.strangers() == 0
                    ? ""
                    : ", and %,d of none".formatted(figures.strangers())));
    output.line("right category         " + percent(figures.accuracy()));
    if (result.grouped()) {
      output.line("right domain           " + percent(figures.groupAccuracy()));
    }
    output.line("calibration error      " + format("%.4f", figures.calibrationError()));
    output.line("accepted               " + percent(figures.coverage()));
    output.line(
        "  right %s %s, where %s was aimed at"
            .formatted(
                result.grouped() ? "domain      " : "category    ",
                " ".repeat(1)
                    + percent(
                        result.grouped()
                            ? figures.acceptedGroupAccuracy()
                            : figures.acceptedAccuracy()),
                percent(result.accuracy())));
    figures
        .strangersAccepted()
        .ifPresent(share -> output.line("of none, but accepted  " + percent(share)));
    output.line(
        "one decision           %s, one in twenty above %s"
            .formatted(format("%.1f ms", figures.median()), format("%.1f ms", figures.slow())));
    if (figures.unheardOf() > 0) {
      output.note(
          "%,d texts of the test are of categories that the training file does not have; they count as wrong"
              .formatted(figures.unheardOf()));
    }
  }

  private static String percent(double share) {
    return format("%.2f %%", share * 100);
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  /// Tells on standard error how far it has come, a line for every stretch of work.
  private final class Told implements Progress {
    private String last = "";

    @Override
    public void at(String what, long done, long of) {
      var stretch = of > 0 ? what + " " + 10 * done / of : what;
      if (!stretch.equals(last)) {
        last = stretch;
        invocation
            .output()
            .note(
                invocation
                    .output()
                    .style()
                    .dim(of > 0 ? "%s: %,d of %,d".formatted(what, done, of) : what));
      }
    }
  }
}
