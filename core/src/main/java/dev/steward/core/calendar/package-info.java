/// Events, and the port that keeps them.
@NullMarked
package dev.steward.core.calendar;

import org.jspecify.annotations.NullMarked;
