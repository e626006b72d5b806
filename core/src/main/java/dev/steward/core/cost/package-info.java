/// What was used and what it cost, in exact decimals.
@NullMarked
package dev.steward.core.cost;

import org.jspecify.annotations.NullMarked;
