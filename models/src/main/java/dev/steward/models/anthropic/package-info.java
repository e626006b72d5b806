/// Models that speak Anthropic's Messages format: Claude, and others at its look-alikes.
@NullMarked
package dev.steward.models.anthropic;

import org.jspecify.annotations.NullMarked;
