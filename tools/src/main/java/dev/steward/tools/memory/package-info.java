/// Memory as agents use it: remember, recall, forget.
@NullMarked
package dev.steward.tools.memory;

import org.jspecify.annotations.NullMarked;
