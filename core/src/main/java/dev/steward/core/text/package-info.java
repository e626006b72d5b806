/// The words of a message, with one wrong letter forgiven.
@NullMarked
package dev.steward.core.text;

import org.jspecify.annotations.NullMarked;
