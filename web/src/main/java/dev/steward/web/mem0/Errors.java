package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.web.Json;
import dev.steward.web.Refusal;

/// How errors look in Mem0's APIs. Clients go by the status and show `detail` or `error`.
final class Errors {
  private Errors() {}

  static ObjectNode platform(Refusal refusal) {
    return server(refusal).put("error", refusal.text());
  }

  static ObjectNode server(Refusal refusal) {
    var body = Json.object().put("detail", refusal.text()).put("code", refusal.code());
    if (!refusal.field().isEmpty()) {
      body.put("field", refusal.field());
    }
    return body;
  }
}
