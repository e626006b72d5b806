package dev.steward.core.routing;

import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.Scope;
import dev.steward.core.agent.Team;
import dev.steward.core.policy.Secrets;
import dev.steward.core.tier.Tier;
import dev.steward.core.tier.Tiers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The router's desk, over a [TeamRouter] and what it learns.
public final class Routes implements RouteDesk {
  private final TeamRouter router;
  private final Tiers tiers;
  private final Team team;
  private final List<TaskKind> kinds;
  private final Lessons lessons;
  private final RouteLog log;
  private final BiFunction<String, String, Optional<Past>> turns;
  private final Secrets secrets;
  private final Clock clock;
  private final Supplier<String> ids;

  /// A turn that was routed.
  ///
  /// @param text secrets masked
  /// @param tiers the models that were chosen, in their order
  public record Past(String user, String text, List<Router.Part> parts, List<Tier> tiers) {
    public Past {
      parts = List.copyOf(parts);
      tiers = List.copyOf(tiers);
    }
  }

  /// The desk of this router.
  ///
  /// @param tiers chooses models for the team's agents
  /// @param turns the turn of a tenant and an id
  public Routes(
      TeamRouter router,
      Tiers tiers,
      Team team,
      List<TaskKind> kinds,
      Lessons lessons,
      RouteLog log,
      BiFunction<String, String, Optional<Past>> turns,
      Secrets secrets,
      Clock clock,
      Supplier<String> ids) {
    this.router = router;
    this.tiers = tiers;
    this.team = team;
    this.kinds = List.copyOf(kinds);
    this.lessons = lessons;
    this.log = log;
    this.turns = turns;
    this.secrets = secrets;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public List<Router.Part> explain(Principal principal, String user, String text) {
    check(principal, user);
    if (text.isBlank()) {
      throw Failure.user("There is no text to find an agent for; give one");
    }
    var scope = new Scope(principal.tenant(), user, "");
    return router.explain(new Router.Request(secrets.mask(text).text(), "", scope, ""));
  }

  @Override
  public List<Router.Part> routed(Principal principal, String turn) {
    return past(principal, turn).map(Past::parts).orElse(List.of());
  }

  @Override
  public List<Tier> chosen(Principal principal, String turn) {
    return past(principal, turn).map(Past::tiers).orElse(List.of());
  }

  private Optional<Past> past(Principal principal, String turn) {
    return turns.apply(principal.tenant(), turn).filter(past -> principal.maySpeakFor(past.user()));
  }

  @Override
  public List<Tier> tiers(Principal principal, String agent, String kind) {
    if (!kind.isEmpty()) {
      checkKind(kind);
      return tiers
          .find(new Tiers.Request(principal.tenant(), team.agent(agent).name(), kind))
          .stream()
          .toList();
    }
    var agents = agent.isEmpty() ? team.agents() : List.of(team.agent(agent));
    return agents.stream()
        .flatMap(each ->
            kinds.stream()
                .map(TaskKind::name)
                .filter(owned -> team.owner(owned).equals(each))
                .map(owned -> new Tiers.Request(principal.tenant(), each.name(), owned)))
        .flatMap(request -> tiers.find(request).stream())
        .toList();
  }

  private void checkKind(String kind) {
    if (kinds.stream().noneMatch(known -> known.name().equals(kind))) {
      throw Failure.user(
          "There is no kind of task '%s'; there are: %s"
              .formatted(
                  kind, kinds.stream().map(TaskKind::name).collect(Collectors.joining(", "))));
    }
  }

  @Override
  public Correction correct(
      Principal principal, String user, String turn, String text, String kind) {
    check(principal, user);
    checkKind(kind);
    var correction =
        new Correction(
            ids.get(),
            principal.tenant(),
            user,
            turn,
            corrected(principal, turn, text),
            kind,
            clock.instant());
    lessons.correct(correction);
    return correction;
  }

  private String corrected(Principal principal, String turn, String text) {
    if (!text.isBlank()) {
      return secrets.mask(text).text();
    }
    if (turn.isEmpty()) {
      throw Failure.user("Say which task it was: give its text, or the turn that it was");
    }
    return past(principal, turn)
        .orElseThrow(() -> Failure.user("There is no turn '%s'".formatted(turn)))
        .text();
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
    return lessons.learn(principal.tenant());
  }

  @Override
  public RouteLog.Serving rollBack(Principal principal) {
    checkOwner(principal);
    return lessons.rollBack(principal.tenant());
  }

  private static void check(Principal principal, String user) {
    if (!principal.maySpeakFor(user)) {
      throw Failure.user("This key may not speak for the user '" + user + "'");
    }
  }

  private static void checkOwner(Principal principal) {
    if (!principal.users().isEmpty()) {
      throw Failure.user(
          "This key speaks for some users only, and where tasks go concerns everybody; use a key of the whole organisation");
    }
  }
}
