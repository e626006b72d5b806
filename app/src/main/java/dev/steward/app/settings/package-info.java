/// What `steward.yaml` says: read, checked and turned into the records of core. Every mistake is
/// reported with its place, all of them at once.
@NullMarked
package dev.steward.app.settings;

import org.jspecify.annotations.NullMarked;
