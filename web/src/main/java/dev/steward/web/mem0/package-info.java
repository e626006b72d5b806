/// Mem0's two HTTP APIs over Steward's memory: the hosted platform's, which its clients speak, and
/// the self-hosted server's.
@NullMarked
package dev.steward.web.mem0;

import org.jspecify.annotations.NullMarked;
