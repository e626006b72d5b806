/// The product: what Steward does, in the words of its domain. Everything else plugs into it.
@NullMarked
package dev.steward.core;

import org.jspecify.annotations.NullMarked;
