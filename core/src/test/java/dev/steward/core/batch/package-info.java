@NullMarked
package dev.steward.core.batch;

import org.jspecify.annotations.NullMarked;
