package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.app.Assembly;
import dev.steward.core.Desk.Task;
import dev.steward.core.Principal;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Turns as a business has them, done by a model that answers at once: what is measured is
/// everything around the model. Each turn has a text of its own, is classified by one model call
/// and answered by another.
final class Workload {
  static final String USER = "ana";

  private static final List<String> PEOPLE =
      List.of("John", "Mary", "Ahmed", "Chen", "Olga", "Pierre", "Lucia", "Tom", "Priya", "Kofi");
  private static final List<String> THINGS =
      List.of(
          "the website relaunch",
          "the spring newsletter",
          "the link campaign",
          "the budget for ads",
          "the supplier contract",
          "the onboarding guide",
          "the trade fair booth",
          "the shop migration");
  private static final List<String> ASPECTS =
      List.of("risks", "open questions", "costs", "next steps", "owners", "deadlines");

  private final AtomicLong number = new AtomicLong();

  /// The product as it is, but for the models of its default team.
  static Assembly assembly() {
    var model = new InstantModel("deepseek-flash");
    return Assembly.ofProcess().withModels(Map.of(model.name(), model));
  }

  /// Fills memory with so many facts of one user.
  void remember(Steward steward, int facts) {
    var owner = Principal.owner(Steward.TENANT);
    for (int i = 0; i < facts; i++) {
      var text =
          "%s told us about the %s of %s in week %d: item %d was agreed"
              .formatted(pick(PEOPLE, i), pick(ASPECTS, i / 7), pick(THINGS, i / 3), i % 53, i);
      steward.remember(owner, USER, Layer.USER, Fact.Kind.FACT, text);
    }
    steward.settle();
  }

  /// A task that no other turn had, in the session `lane`.
  Task next(int lane) {
    var i = number.incrementAndGet();
    var text =
        "Summarise the %s of %s for %s, as of week %d, point %d"
            .formatted(pick(ASPECTS, i), pick(THINGS, i / 5), pick(PEOPLE, i / 11), i % 53, i);
    return Task.of(USER, text).withSession("lane-" + lane);
  }

  private static String pick(List<String> words, long i) {
    return words.get((int) (i % words.size()));
  }
}
