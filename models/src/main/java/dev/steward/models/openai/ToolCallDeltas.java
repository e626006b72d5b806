package dev.steward.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pieces of tool calls in a stream, each given to the call that it belongs to. Servers differ:
/// some leave the `index` out, some say 0 of every call, some repeat id and name in each piece.
final class ToolCallDeltas {
  private static final int NO_INDEX = Integer.MIN_VALUE;

  private final List<Call> calls = new ArrayList<>();

  private static final class Call {
    private final int index;
    private String id;
    private String name;
    private @Nullable JsonNode extra;

    Call(int index, String id, String name) {
      this.index = index;
      this.id = id;
      this.name = name;
    }
  }

  /// Numbers the calls of one event from 0 in the order of their appearance in the answer.
  void number(JsonNode pieces) {
    for (var piece : pieces) {
      if (piece instanceof ObjectNode object) {
        number(object);
      }
    }
  }

  private void number(ObjectNode piece) {
    int index = piece.path("index").isInt() ? piece.path("index").asInt() : NO_INDEX;
    var id = piece.path("id").asText("");
    var name = piece.path("function").path("name").asText("");
    int number = find(index, id, name);
    if (number < 0) {
      calls.add(new Call(index, id, name));
      number = calls.size() - 1;
    } else {
      goOn(calls.get(number), piece, id, name);
    }
    if (piece.path("extra_content").isObject()) {
      calls.get(number).extra = piece.path("extra_content");
    }
    piece.put("index", number);
  }

  /// The call that a piece goes on with; -1 if it begins a new one.
  private int find(int index, String id, String name) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      var call = calls.get(i);
      var isOther = !id.isEmpty() && !call.id.isEmpty() && !id.equals(call.id);
      if (index != NO_INDEX && call.index == index) {
        return isOther ? -1 : i;
      }
      if (index == NO_INDEX && !id.isEmpty() && id.equals(call.id)) {
        return i;
      }
    }
    var isBeginning = index != NO_INDEX || !id.isEmpty() || !name.isEmpty();
    return isBeginning ? -1 : calls.size() - 1;
  }

  /// A name that is said again would be read as its continuation.
  private static void goOn(Call call, ObjectNode piece, String id, String name) {
    call.id = call.id.isEmpty() ? id : call.id;
    if (!name.isEmpty() && name.equals(call.name)) {
      ((ObjectNode) piece.path("function")).remove("name");
    } else {
      call.name += name;
    }
    if (!call.id.isEmpty()) {
      piece.set("id", TextNode.valueOf(call.id));
    }
  }

  /// What the provider wants back with each call, as a list in their order; empty if nothing.
  String extras() {
    if (calls.stream().allMatch(call -> call.extra == null)) {
      return "";
    }
    var list = JsonNodeFactory.instance.arrayNode();
    calls.forEach(call -> list.add(call.extra));
    return list.toString();
  }
}
