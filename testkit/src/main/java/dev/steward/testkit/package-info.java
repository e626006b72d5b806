/// One contract per port, which every adapter's tests inherit, and fakes that pass them.
@NullMarked
package dev.steward.testkit;

import org.jspecify.annotations.NullMarked;
