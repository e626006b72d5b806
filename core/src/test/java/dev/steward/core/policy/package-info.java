@NullMarked
package dev.steward.core.policy;

import org.jspecify.annotations.NullMarked;
