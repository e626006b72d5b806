/// Tells kinds of tasks apart by examples, in this process: texts become vectors, a logistic head
/// gives each kind a probability, and a gate says when they are not to be relied on.
@NullMarked
package dev.steward.core.routing.learned;

import org.jspecify.annotations.NullMarked;
