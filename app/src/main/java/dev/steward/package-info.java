/// Steward for Java programs: open a data folder, hand in tasks, ask what is remembered.
@NullMarked
package dev.steward;

import org.jspecify.annotations.NullMarked;
