/// Cross-encoders behind servers.
@NullMarked
package dev.steward.models.rerank;

import org.jspecify.annotations.NullMarked;
