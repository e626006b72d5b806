/// Steward killed at every moment, and what is left of it.
@NullMarked
package dev.steward.app.crash;

import org.jspecify.annotations.NullMarked;
