@NullMarked
package dev.steward.tools.cost;

import org.jspecify.annotations.NullMarked;
