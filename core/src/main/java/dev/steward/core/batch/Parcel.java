package dev.steward.core.batch;

import java.time.Instant;
import java.util.List;

/// Calls of one model that go to its provider together. Holds none of their texts: those stand in
/// the journal of each run.
///
/// @param id by which the provider's batch can be found
/// @param providerId the provider's own id of it; empty until it is known
/// @param sentAt when it was handed in last
record Parcel(
    String id,
    String tenant,
    String batch,
    String model,
    State state,
    String providerId,
    List<Call> calls,
    Instant sentAt) {
  Parcel {
    calls = List.copyOf(calls);
  }

  /// Where a parcel stands.
  enum State {
    /// The provider does not have it.
    PACKED,
    /// The provider may have it: that must be found out before it is handed in again.
    SENDING,
    /// The provider has it.
    SENT
  }

  /// A step of an item's run that waits for a model's answer.
  ///
  /// @param step its number
  record Call(int row, String run, int step) {
    /// The step's key, under which its money is set aside and booked.
    String key() {
      return run + "/" + step;
    }
  }

  /// What the provider is to call a call.
  String requestId(int call) {
    return id + "-" + call;
  }

  /// Which call the provider means; less than 0 if none.
  int indexOf(String requestId) {
    if (!requestId.startsWith(id + "-")) {
      return -1;
    }
    try {
      var index = Integer.parseInt(requestId.substring(id.length() + 1));
      return index < calls.size() ? index : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  Parcel packed() {
    return new Parcel(id, tenant, batch, model, State.PACKED, "", calls, sentAt);
  }

  Parcel sending(Instant at) {
    return new Parcel(id, tenant, batch, model, State.SENDING, "", calls, at);
  }

  Parcel sent(String providerId) {
    return new Parcel(id, tenant, batch, model, State.SENT, providerId, calls, sentAt);
  }
}
