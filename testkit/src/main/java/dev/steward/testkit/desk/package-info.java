/// A desk that does what it is told, and what every desk promises.
@NullMarked
package dev.steward.testkit.desk;

import org.jspecify.annotations.NullMarked;
