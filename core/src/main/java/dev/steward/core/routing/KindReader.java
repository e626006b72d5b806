package dev.steward.core.routing;

import dev.steward.core.routing.learned.Judgement;
import java.util.Optional;

/// Tells kinds of tasks apart by examples.
@FunctionalInterface
public interface KindReader {
  /// One that knows no examples.
  KindReader NONE = (tenant, text) -> Optional.empty();

  /// What examples and corrections say of a text; empty if they can't be asked now.
  Optional<Judgement> read(String tenant, String text);
}
