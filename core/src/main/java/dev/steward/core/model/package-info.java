/// Language models and embedders, in the terms that every provider shares.
@NullMarked
package dev.steward.core.model;

import org.jspecify.annotations.NullMarked;
