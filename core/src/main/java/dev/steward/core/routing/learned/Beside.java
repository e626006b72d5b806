package dev.steward.core.routing.learned;

import java.util.List;

/// Examples that count beside those a classifier learned from. Immutable.
public final class Beside {
  private static final int[] THE_ONLY_CLASS = {0};

  private final Classifier classifier;
  private final List<Labelled> latestFirst;
  private final Neighbours neighbours;

  /// Examples beside those of a classifier.
  ///
  /// @param classifier in whose space they are compared
  public Beside(Classifier classifier, List<Labelled> examples) {
    this.classifier = classifier;
    this.latestFirst = List.copyOf(examples).reversed();
    this.neighbours =
        new Neighbours(
            latestFirst.stream()
                .map(one -> classifier.direction(one.text()))
                .toArray(float[][]::new),
            new int[latestFirst.size()],
            THE_ONLY_CLASS.length);
  }

  public Classifier classifier() {
    return classifier;
  }

  /// Those that a text is most like, nearest first, the later one first of two that are alike.
  public List<Judgement.Example> nearest(String text, int limit) {
    if (latestFirst.isEmpty()) {
      return List.of();
    }
    return neighbours.of(classifier.direction(text), THE_ONLY_CLASS, limit).stream()
        .map(near -> {
          var example = latestFirst.get(near.index());
          return new Judgement.Example(example.text(), example.kind(), near.similarity());
        })
        .toList();
  }
}
