/// What texts say, as far as their words tell: whether two say the same or contradict each other,
/// whether one gives orders. Works without a model, in English.
@NullMarked
package dev.steward.core.memory.wording;

import org.jspecify.annotations.NullMarked;
