package dev.steward.core.routing.learned;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The loss of a multinomial logistic head over rows of numbers, with its gradient: the mean
/// cross-entropy, and a penalty on large weights.
///
/// Weights lie one feature after the other, each with one number for every class. Rows are summed
/// in parts of fixed size, so that the result does not depend on how many cores there are.
final class Softmax implements Lbfgs.Objective {
  private static final int PARTS = 16;
  private static final int BLOCK = 4;

  private final float[][] rows;
  private final int[] classes;
  private final float[] shares;
  private final int width;
  private final int count;
  private final float penalty;
  private final double total;

  /// @param classes the class of each row
  /// @param shares how much each row counts
  /// @param count how many classes there are
  /// @param penalty half of it times the sum of the squared weights is added to the loss
  Softmax(float[][] rows, int[] classes, float[] shares, int count, double penalty) {
    this.rows = rows;
    this.classes = classes;
    this.shares = shares;
    this.width = rows[0].length;
    this.count = count;
    this.penalty = (float) penalty;
    double sum = 0;
    for (var share : shares) {
      sum += share;
    }
    this.total = sum;
  }

  int weights() {
    return width * count;
  }

  @Override
  public double at(float[] weights, float[] gradient) {
    var gradients = new float[PARTS][];
    var losses =
        IntStream.range(0, PARTS)
            .parallel()
            .mapToDouble(part -> {
              gradients[part] = new float[weights.length];
              return part(part, weights, gradients[part]);
            })
            .toArray();
    Arrays.fill(gradient, 0);
    for (var ofPart : gradients) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += ofPart[i];
      }
    }
    double loss = 0;
    for (var ofPart : losses) {
      loss += ofPart;
    }
    var scale = (float) (1 / total);
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      gradient[i] = gradient[i] * scale + penalty * weights[i];
      squares += (double) weights[i] * weights[i];
    }
    return loss / total + 0.5 * penalty * squares;
  }

  private double part(int part, float[] weights, float[] gradient) {
    int from = (int) ((long) rows.length * part / PARTS);
    int to = (int) ((long) rows.length * (part + 1) / PARTS);
    var scores = new float[BLOCK][count];
    double loss = 0;
    for (int row = from; row < to; row += BLOCK) {
      int size = Math.min(BLOCK, to - row);
      for (int i = 0; i < BLOCK; i++) {
        Arrays.fill(scores[i], 0);
        if (i < size) {
          score(rows[row + i], weights, scores[i]);
          loss += errors(scores[i], classes[row + i], shares[row + i]);
        }
      }
      for (int i = 0; i < width; i++) {
        addOuter(row, size, i, scores, gradient);
      }
    }
    return loss;
  }

  /// Adds the scores of all classes to `scores`.
  static void score(float[] row, float[] weights, float[] scores) {
    int count = scores.length;
    int i = 0;
    for (; i + 3 < row.length; i += 4) {
      float a = row[i];
      float b = row[i + 1];
      float c = row[i + 2];
      float d = row[i + 3];
      int at = i * count;
      for (int k = 0; k < count; k++) {
        scores[k] +=
            a * weights[at + k]
                + b * weights[at + count + k]
                + c * weights[at + 2 * count + k]
                + d * weights[at + 3 * count + k];
      }
    }
    for (; i < row.length; i++) {
      float a = row[i];
      int at = i * count;
      for (int k = 0; k < count; k++) {
        scores[k] += a * weights[at + k];
      }
    }
  }

  /// Turns scores into how far each class's probability is off; returns the loss.
  private static double errors(float[] scores, int right, float share) {
    float highest = scores[0];
    for (var score : scores) {
      highest = Math.max(highest, score);
    }
    float ofRight = scores[right] - highest;
    float sum = 0;
    for (int k = 0; k < scores.length; k++) {
      scores[k] = (float) Math.exp(scores[k] - highest);
      sum += scores[k];
    }
    float scale = share / sum;
    for (int k = 0; k < scores.length; k++) {
      scores[k] *= scale;
    }
    scores[right] -= share;
    return share * (Math.log(sum) - ofRight);
  }

  private void addOuter(int row, int size, int feature, float[][] errors, float[] gradient) {
    float a = rows[row][feature];
    float b = size > 1 ? rows[row + 1][feature] : 0;
    float c = size > 2 ? rows[row + 2][feature] : 0;
    float d = size > 3 ? rows[row + 3][feature] : 0;
    var ofA = errors[0];
    var ofB = errors[1];
    var ofC = errors[2];
    var ofD = errors[3];
    int at = feature * count;
    for (int k = 0; k < count; k++) {
      gradient[at + k] += a * ofA[k] + b * ofB[k] + c * ofC[k] + d * ofD[k];
    }
  }
}
