package dev.steward.app.routing;

import dev.steward.app.cli.RouterTrial;
import dev.steward.app.routing.LabelledFile.Part;
import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Encoding.Progress;
import dev.steward.core.routing.learned.Evaluation;
import dev.steward.core.routing.learned.Labelled;
import dev.steward.core.routing.learned.Learner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// A trial on files, with the embedders that the router uses.
public final class Trial implements RouterTrial {
  private static final double AMONG_DOMAINS = 0.995;
  private static final double AMONG_CATEGORIES = 0.985;

  @Override
  public Result run(Request request, Progress progress) {
    var train = LabelledFile.read(request.train(), Part.TRAIN);
    var test = LabelledFile.read(request.test(), Part.TEST);
    var grouped = !request.domains().toString().isEmpty();
    var groups = grouped ? groups(request.domains(), train, test) : Map.<String, String>of();
    var accuracy =
        request.accuracy() > 0 ? request.accuracy() : grouped ? AMONG_DOMAINS : AMONG_CATEGORIES;
    var options =
        Learner.Options.DEFAULTS
            .withAccuracy(accuracy)
            .withGroups(kind -> groups.getOrDefault(kind, kind));
    try (var shipped = ShippedEncoding.alone()) {
      var began = System.nanoTime();
      var classifier = new Learner(shipped.encoding(), options, progress).learn(train);
      var seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
      var figures =
          new Evaluation(classifier, System::nanoTime, progress).of(test, options.groups());
      return new Result(
          train.size(), classifier.kinds().size(), accuracy, grouped, seconds, figures);
    }
  }

  private static Map<String, String> groups(Path file, List<Labelled> train, List<Labelled> test) {
    var groups = JsonTexts.groups(file);
    var without = new TreeSet<String>();
    train.forEach(one -> without.add(one.kind()));
    test.forEach(one -> without.add(one.kind()));
    without.remove("");
    without.removeAll(groups.keySet());
    if (!without.isEmpty()) {
      throw Failure.user("%s has no domain for: %s".formatted(file, String.join(", ", without)));
    }
    return groups;
  }
}
