/// What models of every provider share.
@NullMarked
package dev.steward.models;

import org.jspecify.annotations.NullMarked;
