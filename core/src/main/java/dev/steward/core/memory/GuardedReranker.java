package dev.steward.core.memory;

import dev.steward.core.model.Reranker;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A reranker that is shown no secret, and that is left alone for a while when it failed: a search
/// never fails because of it, nor waits for it again and again.
final class GuardedReranker implements Reranker {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedReranker.class);
  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final Reranker reranker;
  private final Masking masking;
  private final Attempts attempts = new Attempts(FIRST_REST, LONGEST_REST);

  GuardedReranker(Reranker reranker, Masking masking) {
    this.reranker = reranker;
    this.masking = masking;
  }

  @Override
  public List<Double> relevance(String question, List<String> texts) {
    if (attempts.rest() > 0) {
      return List.of();
    }
    try {
      var relevance =
          reranker.relevance(masking.text(question), texts.stream().map(masking::text).toList());
      attempts.succeeded();
      return relevance;
    } catch (RuntimeException e) {
      if (attempts.failed(e)) {
        LOG.warn(
            "What was found could not be read again by the reranker; until it can, its order is that of words and meaning",
            e);
      }
      return List.of();
    }
  }
}
