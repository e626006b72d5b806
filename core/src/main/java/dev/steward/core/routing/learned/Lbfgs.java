package dev.steward.core.routing.learned;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;

/// Finds the minimum of a smooth convex function by limited-memory BFGS. Every step is the same on
/// every machine that computes the function alike.
final class Lbfgs {
  private static final int MEMORY = 8;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final int HALVINGS = 25;

  private final int iterations;
  private final double tolerance;

  /// @param iterations the most steps that are taken
  /// @param tolerance the share of the value that a step must gain for another to be worthwhile
  Lbfgs(int iterations, double tolerance) {
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /// A function with its gradient.
  @FunctionalInterface
  interface Objective {
    /// The value at `point`; its gradient is written into `gradient`.
    double at(float[] point, float[] gradient);
  }

  /// Hears of each step, and may end the search by an exception.
  @FunctionalInterface
  interface Watcher {
    void step(int number, double value);
  }

  /// How the point and the gradient changed in one step.
  private static final class Change {
    private final float[] point;
    private final float[] gradient;
    private final double curvature;

    Change(float[] point, float[] gradient, double curvature) {
      this.point = point;
      this.gradient = gradient;
      this.curvature = curvature;
    }
  }

  /// Moves `point` to the minimum, starting from where it is.
  void minimise(Objective objective, float[] point, Watcher watcher) {
    var gradient = new float[point.length];
    var value = objective.at(point, gradient);
    var changes = new ArrayDeque<Change>();
    var next = new float[point.length];
    var nextGradient = new float[point.length];
    for (int step = 1; step <= iterations; step++) {
      var direction = direction(gradient, changes);
      var slope = dot(gradient, direction);
      if (slope >= 0) {
        return;
      }
      var length = changes.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1.0;
      var nextValue = Double.POSITIVE_INFINITY;
      for (int tries = 0; tries < HALVINGS; tries++) {
        move(point, direction, length, next);
        nextValue = objective.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT_DECREASE * length * slope) {
          break;
        }
        length /= 2;
      }
      if (!(nextValue < value)) {
        return;
      }
      remember(changes, point, gradient, next, nextGradient);
      System.arraycopy(next, 0, point, 0, point.length);
      System.arraycopy(nextGradient, 0, gradient, 0, gradient.length);
      var gained = value - nextValue;
      value = nextValue;
      watcher.step(step, value);
      if (gained <= tolerance * Math.max(1e-9, Math.abs(value))) {
        return;
      }
    }
  }

  private static void move(float[] point, float[] direction, double length, float[] into) {
    var by = (float) length;
    for (int i = 0; i < point.length; i++) {
      into[i] = point[i] + by * direction[i];
    }
  }

  private static void remember(
      ArrayDeque<Change> changes,
      float[] point,
      float[] gradient,
      float[] next,
      float[] nextGradient) {
    var ofPoint = difference(next, point);
    var ofGradient = difference(nextGradient, gradient);
    var curvature = dot(ofPoint, ofGradient);
    if (curvature > 1e-12) {
      changes.addLast(new Change(ofPoint, ofGradient, curvature));
      if (changes.size() > MEMORY) {
        changes.removeFirst();
      }
    }
  }

  /// Downhill, bent by what the last steps told of the function's shape.
  private static float[] direction(float[] gradient, ArrayDeque<Change> changes) {
    var direction = gradient.clone();
    var newestFirst = new ArrayList<>(changes);
    Collections.reverse(newestFirst);
    var shares = new double[newestFirst.size()];
    for (int i = 0; i < shares.length; i++) {
      var change = newestFirst.get(i);
      shares[i] = dot(change.point, direction) / change.curvature;
      add(direction, change.gradient, -shares[i]);
    }
    if (!newestFirst.isEmpty()) {
      var last = newestFirst.getFirst();
      scale(direction, last.curvature / dot(last.gradient, last.gradient));
    }
    for (int i = shares.length - 1; i >= 0; i--) {
      var change = newestFirst.get(i);
      var back = dot(change.gradient, direction) / change.curvature;
      add(direction, change.point, shares[i] - back);
    }
    scale(direction, -1);
    return direction;
  }

  private static float[] difference(float[] a, float[] b) {
    var difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static void add(float[] to, float[] what, double times) {
    var by = (float) times;
    for (int i = 0; i < to.length; i++) {
      to[i] += by * what[i];
    }
  }

  private static void scale(float[] vector, double times) {
    var by = (float) times;
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= by;
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
