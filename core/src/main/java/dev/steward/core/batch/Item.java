package dev.steward.core.batch;

import dev.steward.core.cost.Money;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One task of a [Batch].
///
/// @param row counts from 1, in the order in which items were handed in
/// @param fields what it was handed in with, by column, in their order; secrets are masked
/// @param attempt counts from 1; each has a run of its own
/// @param result the answer; of a failed item, what went wrong; else empty
/// @param agent who did it; empty until then
/// @param model that answered last; empty until then
/// @param cost of all attempts
public record Item(
    String batch,
    int row,
    Map<String, String> fields,
    State state,
    int attempt,
    String result,
    String agent,
    String model,
    Money cost,
    Instant updatedAt) {
  public Item {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// Where an item stands.
  public enum State {
    /// Not finished: not begun yet, or under way.
    WAITING,
    DONE,
    FAILED,
    /// Not done, and never to be: it was not begun, or its provider had no answer yet.
    CANCELLED
  }

  /// An item that was handed in.
  public static Item of(String batch, int row, Map<String, String> fields, Instant at) {
    return new Item(batch, row, fields, State.WAITING, 1, "", "", "", Money.ZERO, at);
  }

  /// The id of the run of the latest attempt.
  public String run() {
    return attempt == 1 ? "%s.%d".formatted(batch, row) : "%s.%d.%d".formatted(batch, row, attempt);
  }

  /// What it came to.
  ///
  /// @param paid for this attempt
  Item ended(State state, String result, String agent, String model, Money paid, Instant at) {
    return new Item(batch, row, fields, state, attempt, result, agent, model, cost.plus(paid), at);
  }

  Item cancelled(Instant at) {
    return new Item(batch, row, fields, State.CANCELLED, attempt, "", agent, model, cost, at);
  }

  /// To be begun after all.
  Item waiting(Instant at) {
    return new Item(batch, row, fields, State.WAITING, attempt, "", agent, model, cost, at);
  }

  /// To be done anew.
  Item again(Instant at) {
    return new Item(batch, row, fields, State.WAITING, attempt + 1, "", "", "", cost, at);
  }

  /// The same without any of its texts.
  public Item forgotten() {
    var empty = new LinkedHashMap<String, String>();
    fields.keySet().forEach(column -> empty.put(column, ""));
    return new Item(batch, row, empty, state, attempt, "", agent, model, cost, updatedAt);
  }
}
