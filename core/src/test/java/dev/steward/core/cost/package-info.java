@NullMarked
package dev.steward.core.cost;

import org.jspecify.annotations.NullMarked;
