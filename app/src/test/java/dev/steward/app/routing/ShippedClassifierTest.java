package dev.steward.app.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.settings.SettingsFile;
import dev.steward.core.routing.Classifiers;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedClassifierTest {
  @TempDir Path folder;

  @Test
  void theKindsOfTheDefaultTeamAreKnownWithoutLearning() {
    var settings = SettingsFile.parse(SettingsFile.defaults(), SettingsFile.NAME, ZoneOffset.UTC);
    try (var encoding = ShippedEncoding.alone()) {
      var classifiers =
          new Classifiers(
              encoding::encoding,
              RouterExamples.options(settings),
              new ClassifierFolder(folder, 1));

      var classifier = classifiers.of(RouterExamples.of(settings));

      assertThat(classifier.judge("Please draft an email to the landlord").kind())
          .isEqualTo("draft_email");
      assertThat(folder).as("what would have been learned").isEmptyDirectory();
    }
  }
}
