/// The team: who does a task, with which instructions, models and tools.
@NullMarked
package dev.steward.core.agent;

import org.jspecify.annotations.NullMarked;
