package dev.steward.core.turn;

import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.routing.Router;
import dev.steward.core.routing.Routes;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Run;
import dev.steward.core.run.Step;
import dev.steward.core.tier.Tier;
import dev.steward.core.tier.Tiers;
import java.util.List;
import java.util.Locale;

/// Shows turns by what is written down of them.
final class TurnViews {
  private final Journal journal;
  private final Ledger ledger;
  private final Codec codec;

  TurnViews(Journal journal, Ledger ledger, Codec codec) {
    this.journal = journal;
    this.ledger = ledger;
    this.codec = codec;
  }

  Turn view(Run run) {
    return switch (run.status()) {
      case DONE -> {
        var state = codec.decode(run.output(), TurnState.class);
        yield view(
            run,
            state,
            state.failed() ? Turn.Status.FAILED : Turn.Status.DONE,
            state.answer().text(),
            new Spent(state.answer().model(), state.usage(), state.cost()));
      }
      case FAILED -> view(run, Turn.Status.FAILED, run.error());
      case CANCELLED ->
          view(
              run,
              Turn.Status.CANCELLED,
              new Progress(journal.steps(run.tenant(), run.id()), codec).text());
      case RUNNING -> view(run, Turn.Status.RUNNING, "");
      case WAITING -> view(run, Turn.Status.WAITING, "Waits for " + run.waitingFor());
    };
  }

  /// A turn that came to no answer of its own.
  private Turn view(Run run, Turn.Status status, String result) {
    return view(run, soFar(run), status, result, spent(run));
  }

  /// A turn as it was routed.
  Routes.Past routed(Run run) {
    var state = soFar(run);
    var decision = state.decision();
    var text = state.inbound().text();
    var parts =
        decision.route().kind().isEmpty()
            ? List.<Router.Part>of()
            : decision.parts().isEmpty()
                ? List.of(new Router.Part(text, decision.route()))
                : decision.parts();
    return new Routes.Past(run.user(), text, parts, tiers(run));
  }

  private List<Tier> tiers(Run run) {
    return journal.steps(run.tenant(), run.id()).stream()
        .filter(step -> step.op().equals(Tiers.CHOOSE.name()))
        .filter(step -> step.status() == Step.Status.DONE)
        .map(step -> codec.decode(step.output(), Tier.class))
        .toList();
  }

  /// The first state, with its classification if that is known by now.
  private TurnState soFar(Run run) {
    var first = codec.decode(run.input(), TurnState.class);
    return journal.steps(run.tenant(), run.id()).stream()
        .filter(step -> step.op().equals("classify") && step.status() == Step.Status.DONE)
        .findFirst()
        .map(step -> first.with(codec.decode(step.output(), Router.Decision.class)))
        .orElse(first);
  }

  /// @param model the one that was called last; empty if none was
  private record Spent(String model, Usage usage, Money cost) {}

  /// What is booked for a turn, the calls that were broken off among it.
  private Spent spent(Run run) {
    var entries =
        ledger.find(run.tenant(), run.id()).stream()
            .filter(entry -> entry.turn().equals(run.id()))
            .toList();
    return new Spent(
        entries.isEmpty() ? "" : entries.getLast().model(),
        entries.stream().map(LedgerEntry::usage).reduce(Usage.NONE, (sum, more) -> sum.plus(more)),
        entries.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus));
  }

  private static Turn view(
      Run run, TurnState state, Turn.Status status, String result, Spent spent) {
    var in = state.inbound();
    var route = state.decision().route();
    return new Turn(
        run.id(),
        run.tenant(),
        run.user(),
        in.session(),
        status,
        in.text(),
        result,
        status == Turn.Status.FAILED ? state.errorCode() : "",
        route.kind().isEmpty() ? "" : route.type().name().toLowerCase(Locale.ROOT),
        route.kind(),
        route.agent(),
        spent.model(),
        spent.usage(),
        spent.cost(),
        state.recalled().context(),
        state.answer().sources(),
        run.startedAt(),
        run.updatedAt());
  }
}
