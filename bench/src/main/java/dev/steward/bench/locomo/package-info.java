/// How well memory finds what was said: the conversations of LoCoMo, whose questions name the turns
/// that answer them.
@NullMarked
package dev.steward.bench.locomo;

import org.jspecify.annotations.NullMarked;
