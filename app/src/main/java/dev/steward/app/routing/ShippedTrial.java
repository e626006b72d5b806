package dev.steward.app.routing;

import dev.steward.app.settings.Settings;
import dev.steward.core.routing.learned.Classifier;
import dev.steward.core.routing.learned.Encoding;
import dev.steward.core.routing.learned.Judgement;
import dev.steward.core.routing.learned.Learner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// How well the examples that ship tell the tasks apart that are for the test.
public final class ShippedTrial {
  private static final int SLIPS = 3;

  private final Classifier classifier;
  private final UnaryOperator<String> agents;

  private ShippedTrial(Classifier classifier, UnaryOperator<String> agents) {
    this.classifier = classifier;
    this.agents = agents;
  }

  /// What came out; shares are from 0 to 1.
  ///
  /// @param tasks how many have a kind
  /// @param strangers how many have none
  /// @param abstained the share of the tasks that no agent was found for
  /// @param rightAgent the share of the others that came to the right one
  /// @param rightKind the share of them whose kind was right, too
  /// @param strangersAccepted the share of strangers that an agent was found for
  /// @param unchanged the share of texts whose agent, or having none, one slip of the finger did
  ///   not change
  /// @param wrong the tasks that came to a wrong agent
  public record Figures(
      int tasks,
      int strangers,
      double abstained,
      double rightAgent,
      double rightKind,
      double strangersAccepted,
      double unchanged,
      List<String> wrong) {
    public Figures {
      wrong = List.copyOf(wrong);
    }
  }

  /// Learns from the other parts and tries it on one.
  ///
  /// @param split `test` or `validation`; what is tried is not learned from
  public static Figures run(Encoding encoding, Settings settings, String split) {
    var tasks = ShippedTasks.all();
    var examples =
        tasks.stream()
            .filter(task -> !task.split().equals("test") && !task.split().equals(split))
            .map(ShippedTasks.Task::labelled)
            .toList();
    var options = RouterExamples.options(settings);
    var classifier = new Learner(encoding, options, Encoding.Progress.SILENT).learn(examples);
    return new ShippedTrial(classifier, options.groups())
        .of(tasks.stream().filter(task -> task.split().equals(split)).toList());
  }

  private Figures of(List<ShippedTasks.Task> tasks) {
    var wrong = new ArrayList<String>();
    int known = 0;
    int accepted = 0;
    int rightKind = 0;
    int strangersAccepted = 0;
    int unchanged = 0;
    for (var task : tasks) {
      var judgement = classifier.judge(task.text());
      for (int slip = 0; slip < SLIPS; slip++) {
        unchanged +=
            agent(judgement).equals(agent(classifier.judge(Typo.in(task.text(), slip)))) ? 1 : 0;
      }
      if (task.kinds().isEmpty()) {
        strangersAccepted += judgement.accepted() ? 1 : 0;
        continue;
      }
      known++;
      if (judgement.accepted()) {
        accepted++;
        rightKind += task.kinds().contains(judgement.kind()) ? 1 : 0;
        if (task.kinds().stream().map(agents).noneMatch(agent(judgement)::equals)) {
          wrong.add("%s, not %s: %s".formatted(judgement.kind(), task.kinds(), task.text()));
        }
      }
    }
    int strangers = tasks.size() - known;
    return new Figures(
        known,
        strangers,
        1 - accepted / (double) known,
        1 - wrong.size() / (double) accepted,
        rightKind / (double) accepted,
        strangersAccepted / (double) strangers,
        unchanged / (double) (SLIPS * tasks.size()),
        wrong);
  }

  /// Whom it is given to; nobody if it is not accepted.
  private String agent(Judgement judgement) {
    return judgement.accepted() ? agents.apply(judgement.kind()) : "";
  }
}
