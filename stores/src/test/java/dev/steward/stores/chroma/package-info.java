@NullMarked
package dev.steward.stores.chroma;

import org.jspecify.annotations.NullMarked;
