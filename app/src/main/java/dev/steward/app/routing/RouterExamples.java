package dev.steward.app.routing;

import dev.steward.app.settings.Settings;
import dev.steward.core.routing.Lessons;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.routing.learned.Labelled;
import dev.steward.core.routing.learned.Learner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What the router learns from, and how.
public final class RouterExamples {
  private static final double ACCURACY = 0.94;
  private static final double STRANGERS = 0.1;
  private static final double PENALTY = 0.1;

  private RouterExamples() {}

  /// How it learns: what counts is that a task comes to the right agent. The figures were chosen on
  /// the validation part of the tasks that ship.
  public static Learner.Options options(Settings settings) {
    return Learner.Options.DEFAULTS
        .withAccuracy(ACCURACY)
        .withStrangers(STRANGERS)
        .withPenalty(PENALTY)
        .withGroups(kind -> settings.team().owner(kind).name());
  }

  /// The tasks that ship but for the test's, as far as their kinds are among the settings', and the
  /// settings' own. A kind that has none is known by its description.
  public static List<Labelled> of(Settings settings) {
    var kinds = settings.kinds().stream().map(TaskKind::name).toList();
    var examples = new ArrayList<>(Lessons.only(ShippedTasks.toLearnFrom(), kinds));
    var known = new HashSet<String>();
    examples.forEach(example -> known.add(example.kind()));
    for (var kind : settings.kinds()) {
      kind.examples().forEach(text -> examples.add(new Labelled(text, kind.name())));
      if (kind.examples().isEmpty()
          && !known.contains(kind.name())
          && !kind.name().equals("other")
          && !kind.description().isBlank()) {
        examples.add(new Labelled(kind.description(), kind.name()));
      }
    }
    return List.copyOf(examples);
  }
}
