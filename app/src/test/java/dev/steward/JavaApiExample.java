package dev.steward;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Recollection;
import java.nio.file.Path;
import java.util.List;

/// The example of `docs/guides/java-api.md`, which [DocsTest] holds to be this.
final class JavaApiExample {
  private JavaApiExample() {}

  static String day(Path folder) {
    // example begins
    try (Steward steward = Steward.open(folder)) {
      // How somebody likes things to be done, remembered until it is forgotten.
      Fact preference =
          steward.addUserPreference("ana", "John prefers meetings between 9am and 11am");

      // A task, done by whoever does it cheapest: here by no model at all.
      String booked = steward.processTask("ana", "Set up a meeting with John on Monday").result();

      // What is known about a thing, best first, with score, layer, source and time.
      List<Recollection> known = steward.recall("ana", "When does John like to meet?");

      // Everything that ana and her organisation know.
      List<Fact> memories = steward.memories("ana");

      return "%s%n%s%n%s%n%d memories"
          .formatted(preference.text(), booked, known.getFirst().fact().text(), memories.size());
    }
    // example ends
  }
}
