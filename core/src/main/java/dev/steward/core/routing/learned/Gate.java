package dev.steward.core.routing.learned;

import java.util.Arrays;

/// Says how far a head's word is to be relied on, by signs of how sure it is and of how near the
/// examples are.
final class Gate {
  private static final double PENALTY = 2e-3;

  private final float[] mean;
  private final float[] stretch;
  private final float[] weights;
  private final double threshold;

  /// @param threshold the least confidence that is accepted
  Gate(float[] mean, float[] stretch, float[] weights, double threshold) {
    this.mean = mean;
    this.stretch = stretch;
    this.weights = weights;
    this.threshold = threshold;
  }

  float[] mean() {
    return mean;
  }

  float[] stretch() {
    return stretch;
  }

  float[] weights() {
    return weights;
  }

  double threshold() {
    return threshold;
  }

  /// The gate that tells reliable rows from others.
  ///
  /// @param shares how much each row counts
  static Gate fit(double[][] signs, boolean[] reliable, float[] shares) {
    int width = signs[0].length;
    var mean = new float[width];
    var stretch = new float[width];
    for (int i = 0; i < width; i++) {
      int sign = i;
      var average = Arrays.stream(signs).mapToDouble(row -> row[sign]).average().orElseThrow();
      var variance =
          Arrays.stream(signs)
              .mapToDouble(row -> (row[sign] - average) * (row[sign] - average))
              .average()
              .orElseThrow();
      mean[i] = (float) average;
      stretch[i] = variance < 1e-12 ? 0 : (float) (1 / Math.sqrt(variance));
    }
    var open = new Gate(mean, stretch, new float[0], 0);
    var rows = new float[signs.length][];
    var classes = new int[signs.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = open.standard(signs[i]);
      classes[i] = reliable[i] ? 1 : 0;
    }
    var loss = new Softmax(rows, classes, shares, 2, PENALTY);
    var weights = new float[loss.weights()];
    new Lbfgs(200, 1e-9).minimise(loss, weights, (step, value) -> {});
    return new Gate(mean, stretch, weights, 0);
  }

  Gate withThreshold(double threshold) {
    return new Gate(mean, stretch, weights, threshold);
  }

  /// How likely a row with these signs is reliable.
  double confidence(double[] signs) {
    var scores = new float[2];
    Softmax.score(standard(signs), weights, scores);
    return 1 / (1 + Math.exp((double) scores[0] - scores[1]));
  }

  private float[] standard(double[] signs) {
    var standard = new float[signs.length + 1];
    for (int i = 0; i < signs.length; i++) {
      standard[i] = (float) ((signs[i] - mean[i]) * stretch[i]);
    }
    standard[signs.length] = 1;
    return standard;
  }
}
