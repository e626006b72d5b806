/// How memory is read: candidates from every signal, ranked by a weighted sum, placed in a context
/// within a budget.
@NullMarked
package dev.steward.core.memory.reading;

import org.jspecify.annotations.NullMarked;
