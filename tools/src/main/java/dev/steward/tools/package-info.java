/// What all tools share: reading their arguments.
@NullMarked
package dev.steward.tools;

import org.jspecify.annotations.NullMarked;
