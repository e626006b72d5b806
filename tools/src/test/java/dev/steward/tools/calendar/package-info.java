@NullMarked
package dev.steward.tools.calendar;

import org.jspecify.annotations.NullMarked;
