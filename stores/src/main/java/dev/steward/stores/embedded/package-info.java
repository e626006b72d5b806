/// Everything in one folder: rows in SQLite, and an index of them in Lucene.
@NullMarked
package dev.steward.stores.embedded;

import org.jspecify.annotations.NullMarked;
