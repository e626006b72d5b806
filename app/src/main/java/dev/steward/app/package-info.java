/// Where the product is put together and started.
@NullMarked
package dev.steward.app;

import org.jspecify.annotations.NullMarked;
