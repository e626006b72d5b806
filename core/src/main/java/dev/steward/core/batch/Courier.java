package dev.steward.core.batch;

import dev.steward.core.Failure;
import dev.steward.core.agent.LaterCalls;
import dev.steward.core.agent.LaterCalls.Word;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.Till;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Collects the calls of models that one batch's items wait for, has providers answer them
/// together, and holds what they came to until it is told. For the thread that works on the batch,
/// but where it says otherwise.
final class Courier {
  /// The code of what was not done because its batch was cancelled.
  static final String CANCELLED_CODE = "cancelled";

  static final Word CANCELLED =
      new Word.Failed(
          Failure.Kind.LIMIT, CANCELLED_CODE, "The batch was cancelled before this was answered");

  /// What one process can well hold at once, whatever a provider takes.
  private static final int MOST_CALLS = 10_000;

  private static final long MOST_BYTES = 32L << 20;

  /// What stands around the requests of a batch.
  private static final long ENVELOPE = 1_024;

  private final PostOffice office;
  private final String tenant;
  private final String batch;
  private final List<Errand> errands = new ArrayList<>();
  private final Deque<Delivery> ready = new ArrayDeque<>();
  private final Queue<Delivery> told = new ConcurrentLinkedQueue<>();

  /// The rows of items whose call is on its way.
  private final Set<Integer> busy = new HashSet<>();

  private volatile Instant due = Instant.MAX;
  private volatile String waitingFor = "";

  Courier(PostOffice office, String tenant, String batch) {
    this.office = office;
    this.tenant = tenant;
    this.batch = batch;
  }

  /// Takes up what a process that ended had under way.
  void recover() {
    office.parcels().of(tenant, batch).forEach(this::add);
    report();
  }

  private void add(Parcel parcel) {
    parcel.calls().forEach(call -> busy.add(call.row()));
    errands.add(new Errand(office, parcel, () -> providerIds(parcel)));
  }

  private Set<String> providerIds(Parcel but) {
    return errands.stream()
        .map(Errand::parcel)
        .filter(parcel -> !parcel.id().equals(but.id()) && !parcel.providerId().isEmpty())
        .map(Parcel::providerId)
        .collect(Collectors.toSet());
  }

  /// Whether something is to be done by now. For any thread.
  boolean isDue(Instant now) {
    return !now.isBefore(due);
  }

  /// What the batch waits for, such as `Anthropic: 12 of 100 done`; empty: nothing. For any thread.
  String waitingFor() {
    return waitingFor;
  }

  /// Packs what these items wait for.
  void pack(Batch batch, List<Item> parked) {
    var waiting =
        parked.stream()
            .filter(item -> !busy.contains(item.row()))
            .flatMap(item -> office.waiting(tenant, item).stream())
            .toList();
    if (waiting.isEmpty()) {
      return;
    }
    var tickets = office.tickets(tenant);
    var byModel = new LinkedHashMap<String, List<PostOffice.Waiting>>();
    for (var one : waiting) {
      busy.add(one.call().row());
      if (batch.state() == Batch.State.CANCELLING) {
        giveUp(one.call(), CANCELLED, tickets);
      } else {
        byModel.computeIfAbsent(one.model(), model -> new ArrayList<>()).add(one);
      }
    }
    byModel.forEach((model, calls) ->
        office
            .model(model)
            .filter(known ->
                LaterCalls.isTimeFor(known.limits().window(), office.now(), batch.group().by()))
            .ifPresentOrElse(
                known -> pack(batch, known, calls, tickets),
                () -> calls.forEach(one -> giveUp(one.call(), new Word.Ordinary(), tickets))));
    report();
  }

  /// A process that ended may have set money aside.
  private void giveUp(Parcel.Call call, Word word, Map<String, Till.Ticket> tickets) {
    office.release(call, tickets);
    ready.add(new Delivery(call, word));
  }

  private void pack(
      Batch batch,
      BatchModel model,
      List<PostOffice.Waiting> calls,
      Map<String, Till.Ticket> tickets) {
    var limits = model.limits();
    var most = Math.min(MOST_BYTES, limits.bytes() - ENVELOPE);
    var box = new ArrayList<Parcel.Call>();
    long bytes = 0;
    var id = office.newId();
    for (var one : calls) {
      var size = bytes(model, id, one);
      var refusal =
          size > most
              ? Optional.<Word>of(new Word.Ordinary())
              : office.reserve(batch, one, limits.window(), tickets);
      if (refusal.isPresent()) {
        giveUp(one.call(), refusal.get(), tickets);
        continue;
      }
      if (box.size() == Math.min(MOST_CALLS, limits.requests()) || bytes + size > most) {
        close(id, model, box);
        box.clear();
        bytes = 0;
        id = office.newId();
      }
      box.add(one.call());
      bytes += size;
    }
    if (!box.isEmpty()) {
      close(id, model, box);
    }
  }

  private long bytes(BatchModel model, String id, PostOffice.Waiting one) {
    return model.bytes(
        new BatchModel.Request(id + "-" + MOST_CALLS, office.prompt(model.name(), one.request())));
  }

  private void close(String id, BatchModel model, List<Parcel.Call> box) {
    var parcel =
        new Parcel(id, tenant, batch, model.name(), Parcel.State.PACKED, "", box, office.now());
    office.parcels().save(parcel);
    add(parcel);
  }

  /// Goes on with what is due.
  ///
  /// @return why the batch can't go on; empty if it can
  String tend(Batch batch) {
    settleTold();
    var trouble = "";
    for (var errand : List.copyOf(errands)) {
      while (isDue(errand)) {
        var why = errand.tend(batch, ready::add);
        trouble = why.isEmpty() ? trouble : why;
      }
      if (errand.isOver()) {
        errands.remove(errand);
        errand.parcel().calls().forEach(call -> busy.remove(call.row()));
      }
    }
    report();
    return trouble;
  }

  private boolean isDue(Errand errand) {
    return !errand.isOver() && !office.now().isBefore(errand.due());
  }

  /// What is to be told next; null: nothing.
  @Nullable Delivery next() {
    return ready.poll();
  }

  /// The item is not where it can be told just now.
  void putBack(Delivery delivery) {
    ready.add(delivery);
  }

  /// The item was told, durably. For any thread.
  void told(Delivery delivery) {
    told.add(delivery);
  }

  private void settleTold() {
    for (var delivery = told.poll(); delivery != null; delivery = told.poll()) {
      var call = delivery.call();
      busy.remove(call.row());
      errands.stream()
          .filter(errand -> errand.parcel().calls().contains(call))
          .findFirst()
          .ifPresent(errand -> errand.told(call));
    }
  }

  private void report() {
    due = errands.stream().map(Errand::due).min(Instant::compareTo).orElse(Instant.MAX);
    var counts = new LinkedHashMap<String, int[]>();
    for (var errand : errands) {
      if (errand.isAway()) {
        var provider =
            office
                .model(errand.parcel().model())
                .map(model -> model.limits().provider())
                .orElse(errand.parcel().model());
        var count = counts.computeIfAbsent(provider, name -> new int[2]);
        count[0] += errand.progress().done();
        count[1] += errand.parcel().calls().size();
      }
    }
    waitingFor =
        counts.entrySet().stream()
            .map(each ->
                "%s: %,d of %,d done"
                    .formatted(each.getKey(), each.getValue()[0], each.getValue()[1]))
            .collect(Collectors.joining("; "));
  }
}
