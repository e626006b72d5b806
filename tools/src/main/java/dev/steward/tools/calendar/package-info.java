/// The calendar of a user: booking, moving, cancelling, finding free time, iCalendar files.
@NullMarked
package dev.steward.tools.calendar;

import org.jspecify.annotations.NullMarked;
