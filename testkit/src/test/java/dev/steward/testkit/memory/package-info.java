/// What memory does when it is written to, on fakes.
@NullMarked
package dev.steward.testkit.memory;

import org.jspecify.annotations.NullMarked;
