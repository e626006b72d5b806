package dev.steward.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.cost.Terms;
import java.util.Set;

/// What providers report of a call's use and service, read with distrust.
public final class Reported {
  /// More than anybody reads or writes in one call: keeps sums within 64 bits.
  private static final long MOST = 1_000_000_000_000L;

  private static final Set<String> USUAL =
      Set.of("", "standard", "default", "auto", "global", "not_available");

  private Reported() {}

  /// A count; what is none counts as 0.
  public static long count(JsonNode node) {
    return node.isNumber() ? Math.clamp(node.longValue(), 0, MOST) : 0;
  }

  /// Terms in the words of the provider, those for the usual service left out.
  ///
  /// @param tier such as `batch` or `priority`
  public static Terms terms(String tier, String region) {
    return new Terms(
        tier.equals("batch"),
        USUAL.contains(tier) || tier.equals("batch") ? "" : tier,
        USUAL.contains(region) ? "" : region);
  }
}
