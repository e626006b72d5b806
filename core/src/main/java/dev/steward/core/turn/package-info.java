/// The product in one method: classify, recall, work, reply, remember.
@NullMarked
package dev.steward.core.turn;

import org.jspecify.annotations.NullMarked;
