package dev.steward.web.mem0;

import dev.steward.core.Principal;
import dev.steward.core.Scope;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Trust;
import dev.steward.web.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads what is to be remembered.
///
/// @param principal who asks
record Adding(Clock clock, Project project, Principal principal) {

  /// Reads a request of either API.
  ///
  /// @param id safe against repeats, or empty
  Addition read(Body body, String id) {
    var user = body.name("user_id");
    var agent = body.name("agent_id");
    var app = body.name("app_id");
    var run = body.name("run_id");
    if (List.of(user, agent, app, run).stream().allMatch(String::isEmpty)) {
      throw new Refusal(
          400,
          "missing_field",
          "user_id",
          "At least one of user_id, agent_id, app_id and run_id is required");
    }
    if (!principal.maySpeakFor(user)) {
      throw new Refusal(
          403, "forbidden", "user_id", "This API key may not speak for user '%s'".formatted(user));
    }
    var reader = new SaidReader(trust(), saidAt(body));
    return new Addition(
        id,
        new Scope(principal.tenant(), user, run),
        new Labels(agent, app, run, metadata(body)),
        reader.read(body),
        body.flag("infer", true) ? Addition.Mode.EXTRACT : Addition.Mode.VERBATIM,
        project.instructions(body, user.isEmpty() && !agent.isEmpty()),
        expiry(body));
  }

  private Trust trust() {
    return principal.users().isEmpty() ? Trust.OWNER : Trust.TEAMMATE;
  }

  private static LinkedHashMap<String, Object> metadata(Body body) {
    var metadata = new LinkedHashMap<>(body.metadata());
    var categories = body.texts("categories");
    if (!categories.isEmpty()) {
      metadata.put(Reserved.CATEGORIES, categories);
    }
    if (body.flag("immutable", false)) {
      metadata.put(Reserved.IMMUTABLE, true);
    }
    return metadata;
  }

  /// When it was said: what "yesterday" in it is counted from.
  private Instant saidAt(Body body) {
    var timestamp = body.time("timestamp");
    if (timestamp != null) {
      return timestamp.start();
    }
    var moment = body.time("observation_datetime");
    if (moment != null) {
      return moment.start();
    }
    var day = body.time("observation_date");
    if (day == null) {
      return clock.instant();
    }
    // Noon is on that day also for whoever counts in another zone.
    return day.isDay()
        ? day.start()
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
            .atTime(LocalTime.NOON)
            .atZone(zone(body))
            .toInstant()
        : day.start();
  }

  private static ZoneId zone(Body body) {
    var name = body.text("timezone");
    try {
      return name.isBlank() ? ZoneOffset.UTC : ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw Refusal.invalidField("timezone", "'timezone' must be a zone such as Europe/Berlin");
    }
  }

  /// When it stops being recalled: after the last day that the body names.
  static Instant expiry(Body body) {
    var day = body.time("expiration_date");
    return day == null
        ? Fact.Validity.OPEN
        : MemoryView.after(day.start().atZone(ZoneOffset.UTC).toLocalDate());
  }
}
