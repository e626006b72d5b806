@NullMarked
package dev.steward.core.memory;

import org.jspecify.annotations.NullMarked;
