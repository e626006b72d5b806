package dev.steward.core.cost;

/// How a call is served where that has a price of its own.
///
/// @param batch whether it was handed in with many others, to be answered some time later
/// @param tier the provider's word for faster or slower service, such as `priority`; empty: the
///   usual one
/// @param region the provider's word for where it is computed, such as `us`; empty: anywhere
public record Terms(boolean batch, String tier, String region) {
  public static final Terms STANDARD = new Terms(false, "", "");
  public static final Terms BATCH = STANDARD.withBatch(true);

  public Terms withBatch(boolean batch) {
    return new Terms(batch, tier, region);
  }

  public Terms withTier(String tier) {
    return new Terms(batch, tier, region);
  }

  public Terms withRegion(String region) {
    return new Terms(batch, tier, region);
  }

  public boolean isStandard() {
    return equals(STANDARD);
  }

  /// Whether these are at least as special as `asked`: what it leaves open may be anything.
  boolean meet(Terms asked) {
    return (batch || !asked.batch)
        && (asked.tier.isEmpty() || asked.tier.equals(tier))
        && (asked.region.isEmpty() || asked.region.equals(region));
  }

  /// What is special here and is not named by `other`.
  Terms without(Terms other) {
    return new Terms(
        batch && !other.batch,
        other.tier.isEmpty() ? tier : "",
        other.region.isEmpty() ? region : "");
  }

  /// In words, such as `batch, tier priority`; empty if nothing is special.
  @Override
  public String toString() {
    var words = new StringBuilder(batch ? "batch" : "");
    append(words, "tier", tier);
    append(words, "region", region);
    return words.toString();
  }

  private static void append(StringBuilder words, String what, String which) {
    if (!which.isEmpty()) {
      words.append(words.isEmpty() ? "" : ", ").append(what).append(' ').append(which);
    }
  }
}
