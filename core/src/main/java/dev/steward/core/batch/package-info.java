/// Many tasks of one form, handed in as one: each item is a durable run of its own.
@NullMarked
package dev.steward.core.batch;

import org.jspecify.annotations.NullMarked;
