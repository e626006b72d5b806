/// Everything in one folder: rows in SQLite.
@NullMarked
package dev.steward.stores.embedded;

import org.jspecify.annotations.NullMarked;
