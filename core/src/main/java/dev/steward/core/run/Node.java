package dev.steward.core.run;

/// One named piece of a [Graph]: from a state to the next. Deterministic but for `durable`.
@FunctionalInterface
public interface Node<S extends Record> {
  S run(S state, Durable durable);
}
