package dev.steward.core.batch;

import dev.steward.core.Failure;
import dev.steward.core.agent.LaterCalls;
import dev.steward.core.agent.LaterCalls.Plan;
import dev.steward.core.agent.LaterCalls.Word;
import dev.steward.core.agent.ModelCalls;
import dev.steward.core.cost.Terms;
import dev.steward.core.document.Documents;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Models;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.core.model.Unfinished;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Run;
import dev.steward.core.run.Signal;
import dev.steward.core.run.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What it takes to have calls answered by a provider of batches: which calls wait, what they ask,
/// and what they cost.
final class PostOffice {
  /// How much longer than it may a batch can take until its results are here.
  private static final Duration LATE = Duration.ofHours(2);

  private final Parts parts;
  private final Parcels parcels;

  /// What it works with.
  record Parts(
      Journal journal,
      Documents documents,
      Codec codec,
      Models models,
      Till till,
      Clock clock,
      Supplier<String> ids) {}

  /// A call that waits to be handed in.
  record Waiting(Parcel.Call call, String model, ModelCalls.Request request) {}

  PostOffice(Parts parts) {
    this.parts = parts;
    this.parcels = new Parcels(parts.documents(), parts.codec());
  }

  Parcels parcels() {
    return parcels;
  }

  Instant now() {
    return parts.clock().instant();
  }

  String newId() {
    return parts.ids().get();
  }

  Optional<BatchModel> model(String name) {
    return parts.models().batch(name);
  }

  /// The call that an item's run waits for, if it does, and nobody has told it anything yet.
  Optional<Waiting> waiting(String tenant, Item item) {
    var isWaiting =
        parts.journal().find(tenant, item.run()).map(Run::status).stream()
            .anyMatch(Run.Status.WAITING::equals);
    if (!isWaiting) {
      return Optional.empty();
    }
    var steps =
        parts.journal().steps(tenant, item.run()).stream()
            .collect(Collectors.toMap(Step::number, step -> step));
    var told =
        parts.journal().signals(tenant, item.run()).stream()
            .map(Signal::name)
            .collect(Collectors.toSet());
    return steps.values().stream()
        .filter(step -> isPlanned(step) && isOpen(steps.get(step.number() + 1)))
        .filter(step -> !told.contains(step.key()))
        .flatMap(step -> waiting(item, step).stream())
        .findFirst();
  }

  private static boolean isPlanned(Step step) {
    return step.op().equals(LaterCalls.PLAN.name()) && step.status() == Step.Status.DONE;
  }

  /// Whether it is a wait that is not over.
  private static boolean isOpen(@Nullable Step next) {
    return next != null && next.status() == Step.Status.BEGUN;
  }

  private Optional<Waiting> waiting(Item item, Step step) {
    var plan = parts.codec().decode(step.output(), Plan.class);
    return plan.isLater()
        ? Optional.of(
            new Waiting(
                new Parcel.Call(item.row(), item.run(), step.number()),
                plan.model(),
                request(step)))
        : Optional.empty();
  }

  private ModelCalls.Request request(Step step) {
    return parts.codec().decode(step.input(), ModelCalls.Request.class);
  }

  /// The prompt of a call, as it is asked of the model.
  ///
  /// @throws Failure INTERNAL if the journal does not have it
  Prompt prompt(Parcel parcel, Parcel.Call call) {
    return parts.journal().steps(parcel.tenant(), call.run()).stream()
        .filter(step -> step.number() == call.step())
        .map(step -> prompt(parcel.model(), request(step)))
        .findFirst()
        .orElseThrow(() ->
            Failure.internal("The step %s is not in the journal".formatted(call.key()), null));
  }

  Prompt prompt(String model, ModelCalls.Request request) {
    return request.prompt().under(parts.models().conduct(model));
  }

  /// What is set aside for calls of batches, by their keys.
  Map<String, Till.Ticket> tickets(String tenant) {
    return parts.till().batched(tenant);
  }

  /// Sets aside what a call may cost at most, if that was not done by a process that ended.
  ///
  /// @return why not, if it could not be
  Optional<Word> reserve(
      Batch batch, Waiting waiting, Duration window, Map<String, Till.Ticket> tickets) {
    if (tickets.containsKey(waiting.call().key())) {
      return Optional.empty();
    }
    try {
      parts
          .till()
          .reserve(
              waiting.model(),
              waiting.request().purpose(waiting.call().key(), batch.group()),
              prompt(waiting.model(), waiting.request()),
              Terms.BATCH,
              window.plus(LATE));
      return Optional.empty();
    } catch (Failure refused) {
      if (refused.kind() == Failure.Kind.INTERNAL) {
        throw refused;
      }
      return Optional.of(Word.Failed.of(refused));
    }
  }

  /// Gives back what was set aside for calls that are not made.
  void release(String tenant, List<Parcel.Call> calls) {
    var tickets = tickets(tenant);
    calls.forEach(call -> release(call, tickets));
  }

  /// Gives back what was set aside for a call that was not made.
  void release(Parcel.Call call, Map<String, Till.Ticket> tickets) {
    var ticket = tickets.get(call.key());
    if (ticket != null) {
      parts.till().release(ticket);
    }
  }

  /// Books an answer, unless that was done before.
  Word answered(
      String tenant, Parcel.Call call, Completion answer, Map<String, Till.Ticket> tickets) {
    var ticket = tickets.get(call.key());
    if (ticket != null) {
      parts.till().settle(ticket, answer);
    }
    var cost =
        parts
            .till()
            .cost(tenant, call.key())
            .orElseThrow(() ->
                Failure.internal(
                    "Nothing is booked or set aside for the step " + call.key(), null));
    return new Word.Answered(new ModelCalls.Reply(answer, cost, List.of()));
  }

  /// Books what a failure has cost, unless that was done before.
  Word failed(Parcel.Call call, Failure failure, Map<String, Till.Ticket> tickets) {
    var ticket = tickets.get(call.key());
    if (ticket != null) {
      parts.till().settle(ticket, failure);
    }
    return Word.Failed.of(failure);
  }

  /// Books the most that it can have been, for nobody knows what became of the call.
  Word lost(Parcel.Call call, String provider, Map<String, Till.Ticket> tickets) {
    return failed(
        call,
        Failure.external(
            "%s has no result for it, so it is booked as the most that it can have cost; 'retry' of the batch does it anew"
                .formatted(provider),
            new Unfinished(null)),
        tickets);
  }
}
