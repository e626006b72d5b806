package dev.steward.policies.secrets;

/// A piece of a text.
record Range(int start, int end) {}
