/// Small texts that the parts around the core keep for themselves.
@NullMarked
package dev.steward.core.document;

import org.jspecify.annotations.NullMarked;
