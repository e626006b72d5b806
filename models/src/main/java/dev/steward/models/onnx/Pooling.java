package dev.steward.models.onnx;

import java.util.Arrays;

/// How a model makes one vector of those of all tokens.
enum Pooling {
  /// Their mean.
  MEAN {
    @Override
    float[] weighted(float[] rows, int tokens) {
      var sum = new float[rows.length / tokens];
      for (int i = 0; i < rows.length; i += sum.length) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += rows[i + j];
        }
      }
      return sum;
    }
  },

  /// That of the first token, which stands for the whole.
  FIRST {
    @Override
    float[] weighted(float[] rows, int tokens) {
      var first = Arrays.copyOf(rows, rows.length / tokens);
      for (int j = 0; j < first.length; j++) {
        first[j] *= tokens;
      }
      return first;
    }
  };

  /// The one vector times the number of tokens, so that vectors of several windows can be added.
  ///
  /// @param rows the last layer's vectors, one token after the other
  abstract float[] weighted(float[] rows, int tokens);
}
