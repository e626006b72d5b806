package dev.steward.app.crash;

import dev.steward.Steward;
import dev.steward.app.Assembly;
import dev.steward.core.Principal;
import dev.steward.core.run.RunEvent;
import dev.steward.testkit.HashingEmbedder;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;

/// Where stories take place: the product as it is, with a model that costs no time.
final class Premises {
  static final Principal OWNER = Principal.owner(Steward.TENANT);

  private Premises() {}

  static Assembly assembly(Consumer<RunEvent> observer) {
    var model = new StoryModel();
    return Assembly.ofProcess()
        .withEnvironment(Map.of())
        .withZone(ZoneOffset.UTC)
        .withEmbedder(HashingEmbedder::new)
        .withModels(Map.of(model.name(), model))
        .withObserver(observer);
  }
}
