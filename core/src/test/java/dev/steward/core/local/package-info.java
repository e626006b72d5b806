/// Tests of the agent that needs no language model.
@NullMarked
package dev.steward.core.local;

import org.jspecify.annotations.NullMarked;
