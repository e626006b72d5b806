package dev.steward.core.routing.learned;

import java.util.Arrays;

/// Moves rows so that their mean is zero, and stretches each part to a length of its own: an
/// embedder whose vectors all point nearly the same way counts as much as another.
final class Space {
  private final float[] mean;
  private final float[] stretch;

  /// @param mean of the rows that it was fitted to
  /// @param stretch a factor for each number
  Space(float[] mean, float[] stretch) {
    this.mean = mean;
    this.stretch = stretch;
  }

  float[] mean() {
    return mean;
  }

  float[] stretch() {
    return stretch;
  }

  /// The space of these rows.
  ///
  /// @param widths how many numbers each part has
  /// @param emphases how much each part counts
  static Space of(float[][] rows, int[] widths, double[] emphases) {
    int width = rows[0].length;
    var sums = new double[width];
    for (var row : rows) {
      for (int i = 0; i < width; i++) {
        sums[i] += row[i];
      }
    }
    var mean = new float[width];
    for (int i = 0; i < width; i++) {
      mean[i] = (float) (sums[i] / rows.length);
    }
    var stretch = new float[width];
    int from = 0;
    for (int j = 0; j < widths.length; j++) {
      int part = widths[j];
      double squares = 0;
      for (var row : rows) {
        for (int i = from; i < from + part; i++) {
          double off = row[i] - mean[i];
          squares += off * off;
        }
      }
      var factor = squares == 0 ? 1 : emphases[j] * Math.sqrt(rows.length / squares);
      Arrays.fill(stretch, from, from + part, (float) factor);
      from += part;
    }
    return new Space(mean, stretch);
  }

  /// The row moved and stretched, with a one at its end for what classes have in common.
  float[] place(float[] row) {
    var placed = new float[row.length + 1];
    for (int i = 0; i < row.length; i++) {
      placed[i] = (row[i] - mean[i]) * stretch[i];
    }
    placed[row.length] = 1;
    return placed;
  }

  /// The direction of a placed row.
  static float[] unit(float[] placed) {
    double squares = 0;
    for (int i = 0; i < placed.length - 1; i++) {
      squares += (double) placed[i] * placed[i];
    }
    var unit = new float[placed.length - 1];
    var scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < unit.length; i++) {
      unit[i] = placed[i] * scale;
    }
    return unit;
  }
}
