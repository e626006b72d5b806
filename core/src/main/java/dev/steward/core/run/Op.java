package dev.steward.core.run;

/// A named operation from `in` to `out`: data only, so that a call of it can be written down and
/// replayed. What it does stands in its [Handler].
public record Op<I, O>(String name, Class<I> in, Class<O> out) {}
