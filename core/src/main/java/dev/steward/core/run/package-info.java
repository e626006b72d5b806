/// Durable runs: typed graphs whose finished steps survive a crash and are never repeated.
@NullMarked
package dev.steward.core.run;

import org.jspecify.annotations.NullMarked;
