package dev.steward.bench.locomo;

import java.time.LocalDateTime;

/// Something said in a conversation.
///
/// @param id as questions cite it, `D3:14`
/// @param session the number of the session it was said in
/// @param image what is seen on a picture that was sent along, and what it was searched by; empty:
///   no picture
/// @param at when its session began
record Turn(String id, int session, String speaker, String text, String image, LocalDateTime at) {
  /// What was said, with what was seen.
  String said() {
    return text + (image.isEmpty() ? "" : " [image: " + image + "]");
  }
}
