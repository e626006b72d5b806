package dev.steward.bench.beside;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Facts as a business has them, any number of them: each text its own, each vector that of a real
/// sentence, jittered so that no two are the same.
public final class Corpus {
  static final int DIMENSIONS = 384;

  private static final int REAL = 400;
  private static final double JITTER = 0.25;
  private static final List<String> PEOPLE =
      List.of(
          "John", "Mary", "Ahmed", "Chen", "Olga", "Pierre", "Lucia", "Tom", "Priya", "Kofi",
          "Ingrid", "Mateo", "Yuki", "Fatima", "Luca", "Zoe", "Nikolai", "Amara", "Diego", "Hana");
  private static final List<String> DEEDS =
      List.of(
          "prefers to be called about",
          "has paid for",
          "is waiting for",
          "has cancelled",
          "asked twice about",
          "agreed to",
          "will send us",
          "complained about",
          "is in charge of",
          "wants a discount on",
          "moved the deadline of",
          "has signed",
          "forgot",
          "recommended");
  private static final List<String> THINGS =
      List.of(
          "the website relaunch",
          "the spring newsletter",
          "the link campaign",
          "the ads budget",
          "the supplier contract",
          "the onboarding guide",
          "the trade fair booth",
          "the shop migration",
          "the delivery of chairs",
          "the tax report",
          "the insurance claim",
          "the product photos",
          "the rent of the hall",
          "the new price list",
          "the audit");

  private final List<Vector> real = new ArrayList<>();

  /// A corpus whose real sentences are embedded by `embedder`.
  public Corpus(Embedder embedder) {
    for (int i = 0; i < REAL; i++) {
      real.add(embedder.passage(text(i)));
    }
  }

  /// The text of this number.
  public static String text(int i) {
    return "%s %s %s in week %d, as noted under %d"
        .formatted(
            PEOPLE.get(i % PEOPLE.size()),
            DEEDS.get(i / 3 % DEEDS.size()),
            THINGS.get(i / 7 % THINGS.size()),
            i % 53,
            i);
  }

  /// The item of this number, of one of `users` users.
  public Peer.Item item(int i, int users) {
    return new Peer.Item("i" + i, "user-" + i % users, text(i), vector(text(i)));
  }

  /// A direction near that of a real sentence, the same for the same text.
  public Vector vector(String text) {
    var random = new Random(text.hashCode());
    var components = real.get(random.nextInt(real.size())).toArray();
    for (int i = 0; i < components.length; i++) {
      components[i] += (float) (random.nextGaussian() * JITTER / Math.sqrt(components.length));
    }
    return Vector.of(components).unit();
  }
}
