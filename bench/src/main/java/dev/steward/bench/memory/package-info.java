/// The memory engine alone: how fast it finds, extracts, and what becomes of it when it is big.
@NullMarked
package dev.steward.bench.memory;

import org.jspecify.annotations.NullMarked;
