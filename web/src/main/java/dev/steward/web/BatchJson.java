package dev.steward.web;

import dev.steward.core.BatchDesk;
import dev.steward.core.batch.Estimate;
import dev.steward.core.batch.Item;

/// Batches in the shapes of the HTTP API, as records to be written as JSON.
public final class BatchJson {
  private BatchJson() {}

  public static Record of(BatchDesk.View view) {
    return WireBatch.of(view);
  }

  public static Record of(Estimate estimate) {
    return WireBatch.WireEstimate.of(estimate);
  }

  public static Record of(Item item) {
    return WireBatch.WireItem.of(item);
  }
}
