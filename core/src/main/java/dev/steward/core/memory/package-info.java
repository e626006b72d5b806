/// What is remembered: messages verbatim, facts with their source, layers with their lifetimes.
@NullMarked
package dev.steward.core.memory;

import org.jspecify.annotations.NullMarked;
