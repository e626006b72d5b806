package dev.steward.testkit.desk;

import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.routing.Correction;
import dev.steward.core.routing.Lessons;
import dev.steward.core.routing.Route;
import dev.steward.core.routing.RouteLog;
import dev.steward.core.routing.Router;
import dev.steward.core.routing.TaskType;
import dev.steward.core.routing.learned.Judgement;
import dev.steward.core.tier.Demand;
import dev.steward.core.tier.Forecast;
import dev.steward.core.tier.Tier;
import dev.steward.core.turn.Turn;
import dev.steward.testkit.InMemoryRouteLog;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A router's desk that takes every task for a `smalltalk`, but for those that were corrected word
/// for word. It knows the kinds `smalltalk` and `translate`; for the latter its agent has the
/// choice of two models.
final class FakeRoutes implements RouteDesk {
  private static final List<String> KINDS = List.of("smalltalk", "translate");

  private final Clock clock;
  private final BiFunction<Principal, String, @Nullable Turn> turns;
  private final RouteLog log = new InMemoryRouteLog();

  FakeRoutes(Clock clock, BiFunction<Principal, String, @Nullable Turn> turns) {
    this.clock = clock;
    this.turns = turns;
  }

  @Override
  public List<Router.Part> explain(Principal principal, String user, String text) {
    check(principal, user);
    if (text.isBlank()) {
      throw Failure.user("There is no text to find an agent for");
    }
    var kind =
        log.corrections(principal.tenant()).stream()
            .filter(correction -> correction.text().equals(text))
            .map(Correction::kind)
            .reduce("smalltalk", (before, later) -> later);
    var route =
        new Route(
            TaskType.SIMPLE,
            kind,
            "local",
            "like 1 known tasks of its kind, 97 % sure",
            0.97,
            List.of(new Judgement.Chance(kind, 0.9)),
            List.of(new Judgement.Example("Hello there", kind, 0.8)));
    return List.of(new Router.Part(text, route));
  }

  @Override
  public List<Router.Part> routed(Principal principal, String turn) {
    var found = turns.apply(principal, turn);
    return found == null ? List.of() : explain(principal, found.user(), found.input());
  }

  @Override
  public List<Tier> chosen(Principal principal, String turn) {
    var found = turns.apply(principal, turn);
    return found != null && found.input().contains("Welsh") ? List.of(tier()) : List.of();
  }

  @Override
  public Correction correct(
      Principal principal, String user, String turn, String text, String kind) {
    check(principal, user);
    if (!KINDS.contains(kind)) {
      throw Failure.user("There is no kind of task '%s'".formatted(kind));
    }
    var correction =
        new Correction(
            "c" + log.corrections(principal.tenant()).size(),
            principal.tenant(),
            user,
            turn,
            text.isBlank() ? text(principal, turn) : text,
            kind,
            clock.instant());
    log.add(correction);
    return correction;
  }

  private String text(Principal principal, String turn) {
    var found = turns.apply(principal, turn);
    if (found == null) {
      throw Failure.user("There is no turn '%s'".formatted(turn));
    }
    return found.input();
  }

  @Override
  public List<Correction> corrections(Principal principal) {
    return log.corrections(principal.tenant()).stream()
        .filter(correction -> principal.maySpeakFor(correction.user()))
        .toList();
  }

  @Override
  public Lessons.Lesson learn(Principal principal) {
    checkOwner(principal);
    int count = log.corrections(principal.tenant()).size();
    log.add(
        principal.tenant(), new RouteLog.Serving("s" + count, count, "Learned", clock.instant()));
    return new Lessons.Lesson(true, count, 0, 0, 0, "Learned from %d corrections".formatted(count));
  }

  @Override
  public RouteLog.Serving rollBack(Principal principal) {
    checkOwner(principal);
    if (log.servings(principal.tenant()).isEmpty()) {
      throw Failure.user("There is nothing to go back to");
    }
    return new RouteLog.Serving("back", 0, "Gone back", clock.instant());
  }

  @Override
  public List<Tier> tiers(Principal principal, String agent, String kind) {
    if (!agent.isEmpty() && !agent.equals("local")) {
      throw Failure.user("There is no agent '%s'; the team has: local".formatted(agent));
    }
    if (!kind.isEmpty() && !KINDS.contains(kind)) {
      throw Failure.user("There is no kind of task '%s'".formatted(kind));
    }
    return kind.isEmpty() || kind.equals("translate") ? List.of(tier()) : List.of();
  }

  private static Tier tier() {
    var usage = new Usage(2_000, 100, 20, 3, 800, 1);
    return new Tier(
        "local",
        "translate",
        new Demand(0.9, true, usage),
        "strong",
        false,
        "the only one that surely does 90 % well, trusted without outcomes; about $0.02 a task",
        List.of(
            new Tier.Candidate(
                "weak",
                false,
                7,
                2,
                0.559,
                new Forecast(new BigDecimal("1.25"), usage, "as the last 8 tasks of its kind"),
                Money.of("0.0005"),
                Money.of("0.0030555")),
            new Tier.Candidate(
                "strong",
                true,
                0,
                0,
                0.951,
                new Forecast(BigDecimal.ONE, usage, "what such tasks usually take"),
                Money.of("0.02"),
                Money.of("0.02"))));
  }

  private static void check(Principal principal, String user) {
    if (!principal.maySpeakFor(user)) {
      throw Failure.user("The credential may not speak for user '%s'".formatted(user));
    }
  }

  private static void checkOwner(Principal principal) {
    if (!principal.users().isEmpty()) {
      throw Failure.user("The credential speaks for some users only");
    }
  }
}
