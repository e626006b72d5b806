/// The agent that needs no language model: it understands a fixed range of English and acts on it.
@NullMarked
package dev.steward.core.local;

import org.jspecify.annotations.NullMarked;
