@NullMarked
package dev.steward.tools.memory;

import org.jspecify.annotations.NullMarked;
