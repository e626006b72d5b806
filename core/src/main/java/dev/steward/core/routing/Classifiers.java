package dev.steward.core.routing;

import dev.steward.core.routing.learned.Classifier;
import dev.steward.core.routing.learned.ClassifierForm;
import dev.steward.core.routing.learned.Encoding;
import dev.steward.core.routing.learned.Labelled;
import dev.steward.core.routing.learned.Learner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/// The classifiers of examples: they are learned once, and lie on a shelf from then on.
public final class Classifiers {
  private static final int FORM = 1;

  private final Supplier<Encoding> encoding;
  private final Learner.Options options;
  private final CleanShelf shelf;

  /// Classifiers on this shelf.
  ///
  /// @param encoding made when it is needed first
  public Classifiers(Supplier<Encoding> encoding, Learner.Options options, ClassifierShelf shelf) {
    this(encoding, options, new CleanShelf(shelf));
  }

  Classifiers(Supplier<Encoding> encoding, Learner.Options options, CleanShelf shelf) {
    this.encoding = encoding;
    this.options = options;
    this.shelf = shelf;
  }

  /// The classifier of these examples, which quote nothing that may be forgotten.
  public Classifier of(List<Labelled> examples) {
    return of(shelf.forgettings(), examples);
  }

  /// The classifier of these examples.
  ///
  /// @param forgettings how many there were before the corrections among them were read
  Classifier of(long forgettings, List<Labelled> examples) {
    var reading = encoding.get();
    var name = name(reading, examples);
    var kept = shelf.read(name).flatMap(bytes -> ClassifierForm.read(bytes, reading));
    if (kept.isPresent()) {
      return kept.get();
    }
    var classifier = new Learner(reading, options, Encoding.Progress.SILENT).learn(examples);
    shelf.write(forgettings, name, ClassifierForm.write(classifier));
    return classifier;
  }

  /// Of the same examples, read and learned the same way, the same classifier is made.
  private String name(Encoding reading, List<Labelled> examples) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var settings =
          List.of(
              Integer.toString(FORM),
              reading.id(),
              Double.toString(options.penalty()),
              Double.toString(options.accuracy()),
              Double.toString(options.strangers()));
      settings.forEach(setting -> add(digest, setting));
      for (var example : examples) {
        add(digest, example.text());
        add(digest, example.kind());
        add(digest, options.groups().apply(example.kind()));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
