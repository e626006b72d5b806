package dev.steward.core.tier;

/// What is known of a share of which so many pieces were seen: a beta distribution, with whole
/// numbers as its parameters.
///
/// @param passes one more than were seen to pass; at least 1
/// @param fails one more than were seen to fail; at least 1
record Beta(int passes, int fails) {
  private static final int HALVINGS = 60;

  /// The share that the true one lies below with a probability of `probability`.
  double quantile(double probability) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (below(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The probability that the true share lies below `share`: that of `passes + fails - 1` tries, of
  /// which each passes with that share, at least `passes` do.
  private double below(double share) {
    if (share <= 0 || share >= 1) {
      return share <= 0 ? 0 : 1;
    }
    int tries = passes + fails - 1;
    double odds = Math.log(share) - Math.log1p(-share);
    double log = logChoose(tries, passes) + passes * Math.log(share);
    log += (tries - passes) * Math.log1p(-share);
    double sum = 0;
    for (int hits = passes; hits <= tries; hits++) {
      sum += Math.exp(log);
      log += odds + Math.log(tries - hits) - Math.log(hits + 1.0);
    }
    return Math.min(sum, 1);
  }

  private static double logChoose(int n, int k) {
    double log = 0;
    for (int i = 1; i <= n - k; i++) {
      log += Math.log(k + i) - Math.log(i);
    }
    return log;
  }
}
