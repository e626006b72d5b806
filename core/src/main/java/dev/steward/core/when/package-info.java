/// Dates and times as people write them.
@NullMarked
package dev.steward.core.when;

import org.jspecify.annotations.NullMarked;
