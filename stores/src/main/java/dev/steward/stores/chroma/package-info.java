/// Vectors in a Chroma server: an index behind our rows, and nothing else. No text goes there.
@NullMarked
package dev.steward.stores.chroma;

import org.jspecify.annotations.NullMarked;
