/// The other sides that the tests of the models talk to.
@NullMarked
package dev.steward.models.peers;

import org.jspecify.annotations.NullMarked;
