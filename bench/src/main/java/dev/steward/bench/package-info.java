/// Measurements, each rerunnable with one command; `bench/run` lists them.
@NullMarked
package dev.steward.bench;

import org.jspecify.annotations.NullMarked;
