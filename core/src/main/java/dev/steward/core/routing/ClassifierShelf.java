package dev.steward.core.routing;

import java.util.Optional;

/// Where classifiers lie so that they need not be learned again. What is lost is learned anew.
public interface ClassifierShelf {
  /// One that keeps nothing.
  ClassifierShelf NONE =
      new ClassifierShelf() {
        @Override
        public Optional<byte[]> read(String name) {
          return Optional.empty();
        }

        @Override
        public void write(String name, byte[] bytes) {}

        @Override
        public void clear() {}
      };

  Optional<byte[]> read(String name);

  void write(String name, byte[] bytes);

  /// Takes all of them away, so that they do not come back after a power cut.
  void clear();
}
