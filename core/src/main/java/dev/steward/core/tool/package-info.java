/// What agents may do: the port `Tool` and how a tool describes itself.
@NullMarked
package dev.steward.core.tool;

import org.jspecify.annotations.NullMarked;
