/// Providers that answer many prompts at once.
@NullMarked
package dev.steward.models.batches;

import org.jspecify.annotations.NullMarked;
