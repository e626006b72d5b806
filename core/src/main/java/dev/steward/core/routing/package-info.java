/// Which kind a task is of, and which agent it goes to.
@NullMarked
package dev.steward.core.routing;

import org.jspecify.annotations.NullMarked;
