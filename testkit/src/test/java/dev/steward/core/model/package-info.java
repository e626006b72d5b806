@NullMarked
package dev.steward.core.model;

import org.jspecify.annotations.NullMarked;
