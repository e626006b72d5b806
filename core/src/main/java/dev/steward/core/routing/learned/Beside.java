package dev.steward.core.routing.learned;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Examples that count beside those a classifier learned from. Immutable.
public final class Beside {
  private final Classifier classifier;
  private final List<Labelled> examples;
  private final List<float[]> directions;

  /// Examples beside those of a classifier.
  ///
  /// @param classifier in whose space they are compared
  public Beside(Classifier classifier, List<Labelled> examples) {
    this.classifier = classifier;
    this.examples = List.copyOf(examples);
    this.directions = examples.stream().map(one -> classifier.direction(one.text())).toList();
  }

  public Classifier classifier() {
    return classifier;
  }

  /// Those that a text is most like, nearest first, the later one first of two that are alike.
  public List<Judgement.Example> nearest(String text, int limit) {
    if (examples.isEmpty()) {
      return List.of();
    }
    var direction = classifier.direction(text);
    return IntStream.range(0, examples.size())
        .map(i -> examples.size() - 1 - i)
        .mapToObj(i ->
            new Judgement.Example(
                examples.get(i).text(),
                examples.get(i).kind(),
                Neighbours.dot(direction, directions.get(i))))
        .sorted(Comparator.comparingDouble(Judgement.Example::similarity).reversed())
        .limit(limit)
        .toList();
  }
}
