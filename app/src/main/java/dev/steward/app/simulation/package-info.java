/// What a team would cost: its tasks under other models, owners and prices.
@NullMarked
package dev.steward.app.simulation;

import org.jspecify.annotations.NullMarked;
