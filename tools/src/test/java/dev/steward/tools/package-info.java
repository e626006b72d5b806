@NullMarked
package dev.steward.tools;

import org.jspecify.annotations.NullMarked;
