@NullMarked
package dev.steward.core.when;

import org.jspecify.annotations.NullMarked;
