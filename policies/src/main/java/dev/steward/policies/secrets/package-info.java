/// Secrets that are known by rules: what a key or token of each service looks like.
@NullMarked
package dev.steward.policies.secrets;

import org.jspecify.annotations.NullMarked;
