package dev.steward.core.turn;

import dev.steward.core.cost.Group;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/// A message that came in, as it was accepted: secrets are masked already.
///
/// @param id the turn's id: the same message delivered twice is one turn
/// @param session never empty
/// @param channel where it came from: `cli`, `api`, `openai`
/// @param agent the agent that the sender asked for, or empty
/// @param masked the kinds of secrets that were masked in it, in words; empty if none
/// @param zone the user's
/// @param tags see [dev.steward.core.Desk.Task]; absent in the journals of versions that did not
///   know them
/// @param group what its calls of models are a part of; absent likewise
public record Inbound(
    String id,
    String tenant,
    String user,
    String session,
    String channel,
    String agent,
    String text,
    List<String> masked,
    Instant at,
    ZoneId zone,
    List<String> tags,
    Group group) {
  public Inbound {
    masked = List.copyOf(masked);
    group = Objects.requireNonNullElse(group, Group.NONE);
    tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
  }
}
