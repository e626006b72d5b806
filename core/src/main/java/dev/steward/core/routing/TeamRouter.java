package dev.steward.core.routing;

import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Team;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.Models;
import dev.steward.core.routing.Understood.Wish;
import dev.steward.core.routing.learned.Judgement;
import dev.steward.core.run.CallContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Routes within a [Team], the cheapest way first: the agent that was asked for, then what is
/// understood without a model, then what examples tell with enough confidence, then a model that
/// classifies, then words that give a kind away. What is understood but not asked for in so many
/// words gives way to examples that tell it is another agent's; what is no wish at all, to those of
/// any other kind. Each decision says what it rests on.
public final class TeamRouter implements Router {
  /// So likely must a kind be that nobody is sure of, and nobody else can tell.
  private static final double LIKELY = 0.5;

  private static final TaskKind ANYTHING_ELSE =
      new TaskKind("other", TaskType.SIMPLE, "Anything else");

  private final Team team;
  private final List<TaskKind> kinds;
  private final Function<String, Optional<Understood>> understood;
  private final KindReader reader;
  private final Models models;
  private final ModelKinds asked;
  private final KeywordKinds keywords = new KeywordKinds();

  /// A router for this team.
  ///
  /// @param understood the kind of a text that is understood without a model
  /// @param reader tells kinds by examples
  /// @param asked has a model tell kinds
  public TeamRouter(
      Team team,
      List<TaskKind> kinds,
      Function<String, Optional<Understood>> understood,
      KindReader reader,
      Models models,
      ModelKinds asked) {
    this.team = team;
    this.kinds = List.copyOf(kinds);
    this.understood = understood;
    this.reader = reader;
    this.models = models;
    this.asked = asked;
  }

  /// What is known before a model is asked.
  ///
  /// @param kind absent as long as nothing is sure
  private record Found(@Nullable TaskKind kind, String reason, @Nullable Judgement judgement) {}

  @Override
  public Decision route(Request request, CallContext context) {
    var understands = understood.apply(request.text());
    var parts = parts(request, understands);
    return parts.isEmpty()
        ? decided(request, found(request, understands), context)
        : severally(parts);
  }

  /// The tasks of a message of several: only where each of them is surely one, and no two are of
  /// the same kind.
  private List<Part> parts(Request request, Optional<Understood> understands) {
    if (!request.agent().isEmpty() || understands.isPresent()) {
      return List.of();
    }
    var parts = new ArrayList<Part>();
    var seen = new HashSet<String>();
    for (var text : Split.parts(request.text())) {
      var part = new Request(text, "", request.scope(), request.turn());
      var found = found(part, understood.apply(text));
      var kind = found.kind();
      if (kind == null || !seen.add(kind.name())) {
        return List.of();
      }
      parts.add(new Part(text, route(part, kind, found.reason(), found.judgement())));
    }
    return parts;
  }

  private static Decision severally(List<Part> parts) {
    var most =
        parts.stream()
            .map(Part::route)
            .reduce((a, b) -> b.type().compareTo(a.type()) > 0 ? b : a)
            .orElseThrow();
    var route =
        Route.of(
            most.type(),
            most.kind(),
            most.agent(),
            "%d tasks: %s"
                .formatted(
                    parts.size(),
                    parts.stream()
                        .map(part -> part.route().kind() + " for " + part.route().agent())
                        .collect(Collectors.joining(", then "))));
    return new Decision(route, Usage.NONE, Money.ZERO, parts);
  }

  /// What would be decided now, part by part, without a model being asked.
  public List<Part> explain(Request request) {
    var understands = understood.apply(request.text());
    var parts = parts(request, understands);
    return parts.isEmpty()
        ? List.of(new Part(request.text(), explained(request, found(request, understands))))
        : parts;
  }

  private Route explained(Request request, Found found) {
    var kind = found.kind();
    if (kind != null) {
      return route(request, kind, found.reason(), found.judgement());
    }
    var likely = likely(request, found);
    var next =
        asked
            .model()
            .map(model -> "not sure, so %s would be asked; without it: ".formatted(model))
            .orElse("");
    return route(request, likely.kind(), next + likely.reason(), found.judgement());
  }

  private Decision decided(Request request, Found found, CallContext context) {
    var kind = found.kind();
    if (kind != null) {
      return free(route(request, kind, found.reason(), found.judgement()));
    }
    return asked
        .ask(request, kinds, context)
        .map(answer ->
            Decision.whole(
                route(
                    request,
                    answer.kind().orElseGet(this::other),
                    answer.reason(),
                    found.judgement()),
                answer.usage(),
                answer.cost()))
        .orElseGet(() -> {
          var likely = likely(request, found);
          return free(route(request, likely.kind(), likely.reason(), found.judgement()));
        });
  }

  private static Decision free(Route route) {
    return Decision.whole(route, Usage.NONE, Money.ZERO);
  }

  private Found found(Request request, Optional<Understood> understands) {
    var local = understands.flatMap(one -> kind(one.kind()));
    if (!request.agent().isEmpty()) {
      team.agent(request.agent());
      return new Found(local.orElseGet(() -> guessed(request.text())), "asked for by name", null);
    }
    if (local.isEmpty()) {
      return told(request);
    }
    var wish = understands.get().wish();
    if (wish == Wish.ASKED_FOR) {
      return understoodAs(local.get());
    }
    var told = told(request);
    return told.kind() == null || isStill(local.get(), wish, told.kind())
        ? understoodAs(local.get())
        : told;
  }

  /// Whether a task is what it is understood as although examples tell another kind.
  private boolean isStill(TaskKind local, Wish wish, TaskKind told) {
    return wish == Wish.NONE ? told.equals(local) : isOfOneOwner(told, local);
  }

  private boolean isOfOneOwner(TaskKind one, TaskKind other) {
    return team.owner(one.name()).equals(team.owner(other.name()));
  }

  private static Found understoodAs(TaskKind kind) {
    return new Found(kind, "understood without a model", null);
  }

  /// What examples tell.
  private Found told(Request request) {
    var judgement = read(request);
    if (judgement == null || !judgement.accepted()) {
      return new Found(null, "", judgement);
    }
    return kind(judgement.kind())
        .map(kind -> new Found(kind, reason(judgement), judgement))
        .orElseGet(() -> new Found(null, "", judgement));
  }

  /// Where no model can be called, whose task it is makes no difference, and examples are not worth
  /// their time.
  private @Nullable Judgement read(Request request) {
    return team.agents().stream().anyMatch(this::isCallable)
        ? reader.read(request.scope().tenant(), request.text()).orElse(null)
        : null;
  }

  private static String reason(Judgement judgement) {
    return "like %s known tasks of its kind, %s sure"
        .formatted(
            judgement.nearest().stream()
                .filter(near -> near.kind().equals(judgement.kind()))
                .count(),
            percent(judgement.confidence()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private record Likely(TaskKind kind, String reason) {}

  /// The best guess where nothing is sure and no model can be asked.
  private Likely likely(Request request, Found found) {
    var judgement = found.judgement();
    if (judgement != null && judgement.confidence() >= LIKELY) {
      var kind = kind(judgement.kind());
      if (kind.isPresent()) {
        return new Likely(
            kind.get(),
            "likeliest by known tasks, but only %s sure"
                .formatted(percent(judgement.confidence())));
      }
    }
    return new Likely(guessed(request.text()), "by its words");
  }

  private Route route(
      Request request, TaskKind kind, String reason, @Nullable Judgement judgement) {
    var agent = request.agent().isEmpty() ? taker(request, kind) : team.agent(request.agent());
    return judgement == null
        ? Route.of(kind.type(), kind.name(), agent.name(), reason)
        : new Route(
            kind.type(),
            kind.name(),
            agent.name(),
            reason,
            judgement.confidence(),
            judgement.probabilities(),
            judgement.nearest());
  }

  /// The kind's owner; but what an owner without a model can't understand goes to the main agent if
  /// that has one.
  private Agent taker(Request request, TaskKind kind) {
    var owner = team.owner(kind.name());
    var main = team.agent(team.main());
    return isCallable(owner) || !isCallable(main) || isUnderstood(request, kind) ? owner : main;
  }

  private boolean isUnderstood(Request request, TaskKind kind) {
    return understood
        .apply(request.text())
        .filter(one -> one.kind().equals(kind.name()))
        .isPresent();
  }

  private boolean isCallable(Agent agent) {
    return !models.callable(agent.models()).isEmpty();
  }

  private TaskKind guessed(String text) {
    return keywords.of(text).flatMap(this::kind).orElseGet(this::other);
  }

  private TaskKind other() {
    return kind(ANYTHING_ELSE.name()).orElse(ANYTHING_ELSE);
  }

  private Optional<TaskKind> kind(String name) {
    return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
