@NullMarked
package dev.steward.core.run;

import org.jspecify.annotations.NullMarked;
