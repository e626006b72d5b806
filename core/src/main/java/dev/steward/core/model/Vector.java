package dev.steward.core.model;

import java.util.Arrays;

/// A direction in the space of one [Embedder]: immutable, equal by its components.
public final class Vector {
  /// No vector (yet).
  public static final Vector NONE = new Vector(new float[0]);

  private final float[] components;

  private Vector(float[] components) {
    this.components = components;
  }

  /// The vector of these components, which are copied.
  public static Vector of(float... components) {
    return new Vector(components.clone());
  }

  /// The same direction with length 1; a vector of zeros stays as it is.
  public Vector unit() {
    var length = Math.sqrt(dot(this));
    if (length == 0) {
      return this;
    }
    var scaled = new float[components.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (components[i] / length);
    }
    return new Vector(scaled);
  }

  /// The dot product: of unit vectors, the cosine of the angle between them.
  public double dot(Vector other) {
    if (other.components.length != components.length) {
      throw new IllegalArgumentException(
          "vectors of %d and %d dimensions can't be compared"
              .formatted(components.length, other.components.length));
    }
    float sum = 0;
    for (int i = 0; i < components.length; i++) {
      sum += components[i] * other.components[i];
    }
    return sum;
  }

  public boolean isNone() {
    return components.length == 0;
  }

  public int dimensions() {
    return components.length;
  }

  /// A copy of the components.
  public float[] toArray() {
    return components.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector vector && Arrays.equals(components, vector.components);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(components);
  }

  @Override
  public String toString() {
    return "Vector[" + components.length + "]";
  }
}
