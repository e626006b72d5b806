@NullMarked
package dev.steward.web.mem0;

import org.jspecify.annotations.NullMarked;
