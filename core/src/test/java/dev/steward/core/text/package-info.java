/// Tests of how words are read.
@NullMarked
package dev.steward.core.text;

import org.jspecify.annotations.NullMarked;
