package dev.steward.core.agent;

import dev.steward.core.Scope;
import dev.steward.core.cost.Group;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// A task as an agent gets it.
///
/// @param message the id of the message it came with
/// @param kind the fine-grained task kind
/// @param at when the message was accepted: what "tomorrow" in it counts from
/// @param zone the user's
/// @param context what was recalled for it
/// @param history the session's latest messages, oldest first, without this one
/// @param tags what it costs is booked under these
/// @param group what its calls of models are a part of
public record Assignment(
    Agent agent,
    Scope scope,
    String message,
    String kind,
    String text,
    Instant at,
    ZoneId zone,
    List<Recollection> context,
    List<Message> history,
    List<String> tags,
    Group group) {
  public Assignment {
    context = List.copyOf(context);
    history = List.copyOf(history);
    tags = List.copyOf(tags);
  }

  /// An assignment without tags, in no group.
  public Assignment(
      Agent agent,
      Scope scope,
      String message,
      String kind,
      String text,
      Instant at,
      ZoneId zone,
      List<Recollection> context,
      List<Message> history) {
    this(agent, scope, message, kind, text, at, zone, context, history, List.of(), Group.NONE);
  }

  /// A part of it for another agent, who knows nothing of the talk before.
  Assignment handedTo(Agent other, String part) {
    return new Assignment(
        other, scope, message, kind, part, at, zone, context, List.of(), tags, group);
  }
}
