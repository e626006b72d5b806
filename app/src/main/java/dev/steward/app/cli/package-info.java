/// The command line: what a person types, put to a [dev.steward.core.Desk], and the answer made
/// readable.
@NullMarked
package dev.steward.app.cli;

import org.jspecify.annotations.NullMarked;
