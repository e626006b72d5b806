package dev.steward.web;

import dev.steward.core.routing.Correction;
import dev.steward.core.routing.Lessons;
import dev.steward.core.routing.Route;
import dev.steward.core.routing.RouteLog;
import dev.steward.core.routing.Router;
import dev.steward.core.routing.TaskType;
import dev.steward.core.routing.learned.Judgement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The shapes of routes on the wire.
record WireRoute(
    String text,
    String taskType,
    String kind,
    String agent,
    String reason,
    double confidence,
    List<Chance> probabilities,
    List<Near> nearest) {
  record Chance(String kind, double probability) {}

  record Near(String text, String kind, double similarity) {}

  static WireRoute of(Router.Part part) {
    var route = part.route();
    return new WireRoute(
        part.text(),
        Wire.word(route.type()),
        route.kind(),
        route.agent(),
        route.reason(),
        route.confidence(),
        route.probabilities().stream().map(c -> new Chance(c.kind(), c.probability())).toList(),
        route.nearest().stream().map(n -> new Near(n.text(), n.kind(), n.similarity())).toList());
  }

  Router.Part part() {
    return new Router.Part(
        text,
        new Route(
            TaskType.valueOf(taskType.toUpperCase(Locale.ROOT)),
            kind,
            agent,
            reason,
            confidence,
            probabilities.stream()
                .map(c -> new Judgement.Chance(c.kind(), c.probability()))
                .toList(),
            nearest.stream()
                .map(n -> new Judgement.Example(n.text(), n.kind(), n.similarity()))
                .toList()));
  }

  record Corrected(
      String id, String userId, String taskId, String text, String kind, String createdAt) {
    static Corrected of(Correction correction) {
      return new Corrected(
          correction.id(),
          correction.user(),
          correction.turn(),
          correction.text(),
          correction.kind(),
          correction.at().toString());
    }

    Correction correction(String tenant) {
      return new Correction(id, tenant, userId, taskId, text, kind, Instant.parse(createdAt));
    }
  }

  record Learned(
      boolean replaced, int corrections, int heldBack, int before, int after, String said) {
    static Learned of(Lessons.Lesson lesson) {
      return new Learned(
          lesson.replaced(),
          lesson.corrections(),
          lesson.heldBack(),
          lesson.before(),
          lesson.after(),
          lesson.said());
    }

    Lessons.Lesson lesson() {
      return new Lessons.Lesson(replaced, corrections, heldBack, before, after, said);
    }
  }

  record Serves(String id, int learned, String reason, String createdAt) {
    static Serves of(RouteLog.Serving serving) {
      return new Serves(serving.id(), serving.learned(), serving.reason(), serving.at().toString());
    }

    RouteLog.Serving serving() {
      return new RouteLog.Serving(id, learned, reason, Instant.parse(createdAt));
    }
  }
}
