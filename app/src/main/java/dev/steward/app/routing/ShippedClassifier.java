package dev.steward.app.routing;

import dev.steward.app.settings.SettingsFile;
import dev.steward.core.routing.Classifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;

/// The classifier of the default team's tasks. It is learned when the product is built, so that no
/// first task waits until it is.
public final class ShippedClassifier {
  /// Where it lies beside this class.
  private static final String FOLDER = "classifiers/";

  private ShippedClassifier() {}

  /// The classifier in its bytes, if it goes by this name; see [Classifiers].
  static Optional<byte[]> read(String name) {
    try (var resource = ShippedClassifier.class.getResourceAsStream(FOLDER + name)) {
      return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The classifier that ships can't be read", e);
    }
  }

  /// Learns it, unless what lies in the class path was learned from the same. The build does this.
  ///
  /// @param arguments the folder of this package's classes
  public static void main(String[] arguments) {
    var settings = SettingsFile.parse(SettingsFile.defaults(), SettingsFile.NAME, ZoneOffset.UTC);
    var folder = new ClassifierFolder(Path.of(arguments[0]).resolve(FOLDER), 1);
    try (var encoding = ShippedEncoding.alone()) {
      var _ =
          new Classifiers(encoding::encoding, RouterExamples.options(settings), folder)
              .of(RouterExamples.of(settings));
    }
  }
}
