/// One contract for every port, and fakes that pass them.
@NullMarked
package dev.steward.testkit;

import org.jspecify.annotations.NullMarked;
