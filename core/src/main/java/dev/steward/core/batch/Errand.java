package dev.steward.core.batch;

import dev.steward.core.Failure;
import dev.steward.core.agent.LaterCalls;
import dev.steward.core.agent.LaterCalls.Word;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.BatchModel.Found;
import dev.steward.core.model.BatchModel.Outcome;
import dev.steward.core.model.BatchModel.Progress;
import dev.steward.core.model.BatchModel.Request;
import dev.steward.core.model.Till;
import dev.steward.core.model.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One parcel's way to its provider and back. What it has come to is written down before and after
/// each step that the provider notices, so that the next process goes on and hands nothing in
/// twice.
final class Errand {
  private static final Logger LOG = LoggerFactory.getLogger(Errand.class);
  private static final Duration SOONEST = Duration.ofSeconds(15);
  private static final Duration LATEST = Duration.ofMinutes(5);

  /// After so long a provider shows a batch that it has taken.
  private static final Duration SETTLED = Duration.ofMinutes(5);

  /// How often results are read in which some are missing.
  private static final int READS = 3;

  private final PostOffice office;
  private final Supplier<Set<String>> others;

  private final Outstanding outstanding;
  private Parcel parcel;
  private Instant due;
  private Duration wait = SOONEST;
  private Progress progress;
  private int reads;
  private boolean isRecalled;

  /// An errand that begins at once, or goes on.
  ///
  /// @param others the provider's ids of all other batches that are known
  Errand(PostOffice office, Parcel parcel, Supplier<Set<String>> others) {
    this.office = office;
    this.parcel = parcel;
    this.others = others;
    this.due = office.now();
    this.progress = new Progress(Progress.State.WORKING, 0, parcel.calls().size(), "");
    this.outstanding = new Outstanding(parcel.calls());
  }

  Parcel parcel() {
    return parcel;
  }

  Progress progress() {
    return progress;
  }

  /// When it is to be gone on with.
  Instant due() {
    return due;
  }

  /// Whether nothing is left to be done.
  boolean isOver() {
    return outstanding.isNone();
  }

  boolean isAway() {
    return parcel.state() != Parcel.State.PACKED && outstanding.isAwaited();
  }

  /// The item has been told, durably.
  void told(Parcel.Call call) {
    outstanding.told(call);
    if (outstanding.isNone()) {
      office.parcels().drop(parcel);
    }
  }

  /// Goes on with it as far as it can.
  ///
  /// @param hand takes what is to be told to items
  /// @return why the batch can't go on; empty if it can
  String tend(Batch batch, Consumer<Delivery> hand) {
    var model = office.model(parcel.model());
    if (model.isEmpty()) {
      due = office.now().plus(LATEST);
      return "The model %s, whose provider has calls of this batch, can't be called; put it and its key back, and resume the batch"
          .formatted(parcel.model());
    }
    try {
      return switch (parcel.state()) {
        case PACKED -> packed(batch, model.get(), hand);
        case SENDING -> search(model.get());
        case SENT -> look(batch, model.get(), hand);
      };
    } catch (Failure failure) {
      if (failure.kind() == Failure.Kind.INTERNAL) {
        throw failure;
      }
      later(failure.retryAfter());
      LOG.info("The batch {} waits longer for its provider: {}", batch.id(), failure.text());
      return failure.isRetryable()
          ? ""
          : "%s. Then resume the batch: what %s has of it is not lost"
              .formatted(failure.text(), model.get().limits().provider());
    }
  }

  private void later(Duration atLeast) {
    due = office.now().plus(wait.compareTo(atLeast) > 0 ? wait : atLeast);
    var longer = wait.plus(wait.dividedBy(2));
    wait = longer.compareTo(LATEST) > 0 ? LATEST : longer;
  }

  private void is(Parcel next) {
    office.parcels().save(next);
    parcel = next;
  }

  private String packed(Batch batch, BatchModel model, Consumer<Delivery> hand) {
    return switch (batch.state()) {
      case RUNNING -> {
        if (LaterCalls.isTimeFor(model.limits().window(), office.now(), batch.group().by())) {
          yield send(model);
        }
        giveBack(hand, new Word.Ordinary());
        yield "";
      }
      case CANCELLING -> {
        giveBack(hand, Courier.CANCELLED);
        yield "";
      }
      case PAUSED, CANCELLED, DONE -> {
        later(Duration.ZERO);
        yield "";
      }
    };
  }

  private String send(BatchModel model) {
    var requests =
        IntStream.range(0, parcel.calls().size())
            .mapToObj(
                i -> new Request(parcel.requestId(i), office.prompt(parcel, parcel.calls().get(i))))
            .toList();
    is(parcel.sending(office.now()));
    try {
      is(parcel.sent(model.submit(parcel.id(), requests)));
      wait = SOONEST;
      later(Duration.ZERO);
      return "";
    } catch (Failure failure) {
      if (failure.getCause() instanceof Unfinished) {
        throw Failure.passing(failure.text(), failure.getCause(), failure.retryAfter());
      }
      is(parcel.packed());
      if (failure.isRetryable()) {
        throw failure;
      }
      return refused(model, failure.text());
    }
  }

  /// Nothing was taken, and nothing is paid for: its calls wait to be handed in anew.
  private String refused(BatchModel model, String why) {
    undo();
    outstanding.clear();
    return "%s did not take %,d calls of this batch together: %s. Put that right and resume the batch, or resume it with --within 0s to call the model the ordinary way, at the full price"
        .formatted(model.limits().provider(), parcel.calls().size(), why);
  }

  private String search(BatchModel model) {
    switch (model.find(parcel.id(), parcel.calls().size(), parcel.sentAt(), others.get())) {
      case Found.Taken(var id) -> {
        is(parcel.sent(id));
        due = office.now();
      }
      case Found.Absent() -> {
        var settled = parcel.sentAt().plus(SETTLED);
        if (office.now().isBefore(settled)) {
          due = settled;
        } else {
          is(parcel.packed());
          due = office.now();
        }
      }
      case Found.Unclear() -> later(Duration.ZERO);
    }
    return "";
  }

  private String look(Batch batch, BatchModel model, Consumer<Delivery> hand) {
    progress = model.look(parcel.providerId());
    switch (progress.state()) {
      case WORKING -> {
        if (isToBeRecalled(batch)) {
          recall(model);
        }
        later(Duration.ZERO);
      }
      case ENDED -> read(batch, model, hand);
      case REFUSED -> {
        return refused(model, "it looked at them and failed (%s)".formatted(progress.code()));
      }
      case LOST -> {
        var tickets = office.tickets(parcel.tenant());
        handAll(hand, call -> office.lost(call, model.limits().provider(), tickets));
      }
    }
    return "";
  }

  /// In time for the ordinary way.
  private boolean isToBeRecalled(Batch batch) {
    var last = batch.group().by().minus(LaterCalls.RESERVE);
    return !isRecalled && (batch.state() == Batch.State.CANCELLING || !office.now().isBefore(last));
  }

  private void recall(BatchModel model) {
    try {
      model.cancel(parcel.providerId());
    } catch (Failure failure) {
      if (failure.isRetryable()) {
        throw failure;
      }
      // It has ended by now, or ends by itself.
      LOG.info("{} can't be recalled: {}", parcel.providerId(), failure.text());
    }
    isRecalled = true;
    wait = SOONEST;
  }

  private void read(Batch batch, BatchModel model, Consumer<Delivery> hand) {
    var tickets = office.tickets(parcel.tenant());
    model.read(
        parcel.providerId(),
        id ->
            outstanding.isWanted(parcel.indexOf(id))
                ? Optional.of(office.prompt(parcel, parcel.calls().get(parcel.indexOf(id))))
                : Optional.empty(),
        result -> {
          var index = parcel.indexOf(result.id());
          if (outstanding.isWanted(index)) {
            var word = word(batch, model, parcel.calls().get(index), result.outcome(), tickets);
            outstanding.hand(index, word, hand);
          }
        });
    if (outstanding.isAwaited()) {
      missing(batch, model, hand, tickets);
    }
    if (!outstanding.isAwaited()) {
      due = Instant.MAX;
    }
  }

  private void missing(
      Batch batch, BatchModel model, Consumer<Delivery> hand, Map<String, Till.Ticket> tickets) {
    if (!progress.code().isEmpty()) {
      var unanswered = new Outcome.Unanswered(progress.code());
      handAll(hand, call -> word(batch, model, call, unanswered, tickets));
    } else if (++reads < READS) {
      later(Duration.ZERO);
    } else {
      handAll(hand, call -> office.lost(call, model.limits().provider(), tickets));
    }
  }

  private Word word(
      Batch batch,
      BatchModel model,
      Parcel.Call call,
      Outcome outcome,
      Map<String, Till.Ticket> tickets) {
    return switch (outcome) {
      case Outcome.Answered(var completion) ->
          office.answered(parcel.tenant(), call, completion, tickets);
      case Outcome.Useless(var failure) -> office.failed(call, failure, tickets);
      case Outcome.Unanswered(var code) -> {
        office.release(call, tickets);
        yield unanswered(batch, model, code);
      }
    };
  }

  private Word unanswered(Batch batch, BatchModel model, String code) {
    if (batch.state() == Batch.State.CANCELLING) {
      return Courier.CANCELLED;
    }
    var by = batch.group().by();
    return by.equals(Instant.EPOCH) || office.now().isBefore(by)
        ? new Word.Ordinary()
        : Word.Failed.of(
            Failure.external(
                "%s did not answer it (%s), and the time that the batch was given is over; 'retry' of the batch does it anew"
                    .formatted(model.limits().provider(), code),
                null));
  }

  private void giveBack(Consumer<Delivery> hand, Word word) {
    undo();
    handAll(hand, call -> word);
  }

  /// In this order: money that is set aside for no parcel is found when its call is packed anew.
  private void undo() {
    office.parcels().drop(parcel);
    office.release(parcel.tenant(), parcel.calls());
  }

  private void handAll(Consumer<Delivery> hand, Function<Parcel.Call, Word> words) {
    outstanding.handAll(words, hand);
    due = Instant.MAX;
  }
}
