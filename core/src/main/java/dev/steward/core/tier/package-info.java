/// Which of several models a task is given to: the cheapest that has proved itself in its kind, and
/// whether what it came to stands up.
@NullMarked
package dev.steward.core.tier;

import org.jspecify.annotations.NullMarked;
