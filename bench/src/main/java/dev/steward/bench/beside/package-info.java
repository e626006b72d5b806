/// Steward's memory beside Mem0's and a Chroma server's, each doing the same in one run.
@NullMarked
package dev.steward.bench.beside;

import org.jspecify.annotations.NullMarked;
