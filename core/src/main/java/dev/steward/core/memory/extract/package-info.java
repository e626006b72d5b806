/// Finds facts in messages with a language model, and believes only what the messages bear out.
@NullMarked
package dev.steward.core.memory.extract;

import org.jspecify.annotations.NullMarked;
