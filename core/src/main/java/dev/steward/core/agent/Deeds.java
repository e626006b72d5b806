package dev.steward.core.agent;

import dev.steward.core.run.Effect;
import dev.steward.core.tier.Verification;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was done on the way to an answer, and what that rests on.
final class Deeds {
  private final List<String> done = new ArrayList<>();
  private final List<Verification.Deed> tried = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private String subject = "";

  /// Takes down what a tool came to. What was done is the turn's decision, and the event it was
  /// done to is what "it" means next.
  ///
  /// @param tools those there are
  /// @param at when the task came
  void note(ToolCall call, ToolResult result, List<ToolSpec> tools, Instant at) {
    var isDeed =
        tools.stream()
            .anyMatch(tool -> tool.name().equals(call.tool()) && tool.effect() != Effect.PURE);
    if (isDeed) {
      tried.add(new Verification.Deed(call.tool(), result.ok(), result.text()));
    }
    if (!result.ok()) {
      return;
    }
    if (isDeed) {
      done.add(result.text());
    }
    if (result.data().get("event") instanceof Map<?, ?> event
        && event.get("id") instanceof String id) {
      subject = "event:" + id;
      sources.add(
          new Source(
              "event",
              id,
              result.text(),
              event.get("source") instanceof String source ? source : "",
              event.get("quote") instanceof String quote ? quote : "",
              at));
    }
  }

  /// What another did is done for this task.
  void take(String agent, Deeds others) {
    others.done.forEach(deed -> done.add("%s: %s".formatted(agent, deed)));
    subject = others.subject.isEmpty() ? subject : others.subject;
  }

  void rest(List<Source> more) {
    sources.addAll(more);
  }

  /// In words, in their order.
  List<String> done() {
    return done;
  }

  /// What was tried that changes something.
  List<Verification.Deed> tried() {
    return tried;
  }

  List<Source> sources() {
    return sources;
  }

  /// What it was about, or nothing.
  String subject() {
    return subject;
  }

  /// In one line, for whoever is told that it went no further.
  String soFar() {
    return done.isEmpty() ? "nothing" : String.join("; ", done);
  }
}
