package dev.steward.core.routing.learned;

import java.util.Arrays;

/// Scores of classes for a placed row, and their probabilities.
final class Head {
  private static final int MOST_STEPS = 120;
  private static final double WORTHWHILE = 1e-4;

  private final int count;
  private final float[] weights;
  private final double temperature;

  /// @param count how many classes there are
  /// @param weights one feature after the other, each with a number for every class
  /// @param temperature what scores are divided by, so that probabilities come true as often as
  ///   they say
  Head(int count, float[] weights, double temperature) {
    this.count = count;
    this.weights = weights;
    this.temperature = temperature;
  }

  /// The head that fits these rows best, not yet calibrated.
  static Head fit(
      float[][] rows,
      int[] classes,
      float[] shares,
      int count,
      double penalty,
      Lbfgs.Watcher watcher) {
    var loss = new Softmax(rows, classes, shares, count, penalty);
    var weights = new float[loss.weights()];
    new Lbfgs(MOST_STEPS, WORTHWHILE).minimise(loss, weights, watcher);
    return new Head(count, weights, 1);
  }

  Head withTemperature(double temperature) {
    return new Head(count, weights, temperature);
  }

  int count() {
    return count;
  }

  float[] weights() {
    return weights;
  }

  double temperature() {
    return temperature;
  }

  /// Scores that have been divided by the temperature.
  double[] scores(float[] placed) {
    var raw = new float[count];
    Softmax.score(placed, weights, raw);
    var scores = new double[count];
    for (int i = 0; i < count; i++) {
      scores[i] = raw[i] / temperature;
    }
    return scores;
  }

  /// Probabilities from scores.
  static double[] probabilities(double[] scores) {
    var highest = Arrays.stream(scores).max().orElseThrow();
    var all = Arrays.stream(scores).map(score -> Math.exp(score - highest)).toArray();
    var sum = Arrays.stream(all).sum();
    return Arrays.stream(all).map(one -> one / sum).toArray();
  }

  /// The temperature by which rows that a head was not fitted to get the likeliest probabilities.
  ///
  /// @param scores of heads with temperature 1
  static double temperature(double[][] scores, int[] classes) {
    double low = Math.log(0.2);
    double high = Math.log(5);
    var ratio = (Math.sqrt(5) - 1) / 2;
    for (int i = 0; i < 40; i++) {
      var a = high - ratio * (high - low);
      var b = low + ratio * (high - low);
      if (loss(scores, classes, Math.exp(a)) < loss(scores, classes, Math.exp(b))) {
        high = b;
      } else {
        low = a;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static double loss(double[][] scores, int[] classes, double temperature) {
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      var cooled = Arrays.stream(scores[i]).map(score -> score / temperature).toArray();
      var highest = Arrays.stream(cooled).max().orElseThrow();
      var sum = Arrays.stream(cooled).map(score -> Math.exp(score - highest)).sum();
      loss += Math.log(sum) + highest - cooled[classes[i]];
    }
    return loss;
  }
}
