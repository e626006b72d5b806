/// Adapters for what core wants kept.
@NullMarked
package dev.steward.stores;

import org.jspecify.annotations.NullMarked;
