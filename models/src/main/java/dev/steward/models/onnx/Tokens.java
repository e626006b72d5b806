package dev.steward.models.onnx;

import java.util.Arrays;

/// Numbers of word pieces in a row, up to a limit.
final class Tokens {
  private final int limit;
  private int[] ids = new int[32];
  private int size;

  Tokens(int limit) {
    this.limit = limit;
  }

  /// What is beyond the limit is dropped.
  void add(int id) {
    if (isFull()) {
      return;
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  /// Goes back to an earlier size.
  void shrinkTo(int earlier) {
    size = earlier;
  }

  boolean isFull() {
    return size >= limit;
  }

  int size() {
    return size;
  }

  int[] range(int from, int to) {
    return Arrays.copyOfRange(ids, from, to);
  }

  int[] toArray() {
    return range(0, size);
  }
}
