/// What tells kinds of tasks apart, put together from its parts: the tasks that ship, files of
/// labelled texts, and how well it does on them.
@NullMarked
package dev.steward.app.routing;

import org.jspecify.annotations.NullMarked;
