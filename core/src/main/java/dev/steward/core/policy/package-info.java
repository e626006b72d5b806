/// What must not be kept or sent: secrets are recognised and masked here.
@NullMarked
package dev.steward.core.policy;

import org.jspecify.annotations.NullMarked;
