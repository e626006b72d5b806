@NullMarked
package dev.steward.core.tier;

import org.jspecify.annotations.NullMarked;
