/// The HTTP server: Steward's own API, the OpenAI-compatible one, a chat page, and a desk that
/// speaks to such a server.
@NullMarked
package dev.steward.web;

import org.jspecify.annotations.NullMarked;
