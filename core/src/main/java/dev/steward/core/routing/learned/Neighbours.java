package dev.steward.core.routing.learned;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The examples that a text is most like. Only those of the classes that it may well be of are
/// looked at, so that it takes no time even among many.
final class Neighbours {
  private final float[][] directions;
  private final int[][] ofClass;

  /// @param directions of unit length
  /// @param classes the class of each
  Neighbours(float[][] directions, int[] classes, int count) {
    this.directions = directions;
    var sizes = new int[count];
    for (var one : classes) {
      sizes[one]++;
    }
    this.ofClass = new int[count][];
    for (int i = 0; i < count; i++) {
      ofClass[i] = new int[sizes[i]];
    }
    for (int i = classes.length - 1; i >= 0; i--) {
      ofClass[classes[i]][--sizes[classes[i]]] = i;
    }
  }

  /// An example and how near it is.
  ///
  /// @param index its place among the examples
  /// @param similarity the cosine
  record Near(int index, int classIndex, double similarity) {}

  /// The nearest examples of some classes, nearest first.
  List<Near> of(float[] direction, int[] classes, int limit) {
    var found = new ArrayList<Near>();
    for (var one : classes) {
      for (var index : ofClass[one]) {
        found.add(new Near(index, one, dot(direction, directions[index])));
      }
    }
    found.sort(
        Comparator.comparingDouble(Near::similarity).reversed().thenComparingInt(Near::index));
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  /// Four sums side by side, for the sake of speed.
  static double dot(float[] a, float[] b) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return (double) first + second + third + fourth;
  }
}
