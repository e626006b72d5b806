package dev.steward.core.memory.reading;

import dev.steward.core.Failure;
import dev.steward.core.memory.Layer;
import java.util.EnumMap;
import java.util.Map;

/// How much of what is remembered a model is shown with a task, and how the layers share it.
///
/// @param tokens of all together, as [dev.steward.core.text.TokenEstimate] counts them
/// @param shares what each layer gets; one that is missing gets nothing
public record ContextBudget(int tokens, Map<Layer, Share> shares) {
  private static final Map<Layer, Share> USUAL =
      Map.of(
          Layer.CONVERSATION, new Share(0.40, 0.60),
          Layer.SESSION, new Share(0.20, 0.40),
          Layer.USER, new Share(0.25, 0.60),
          Layer.ORGANISATION, new Share(0.15, 0.50));

  public static final ContextBudget DEFAULTS = ofTokens(6_000);

  /// What a layer gets of the whole, as parts of 1.
  ///
  /// @param floor is the layer's own, as long as it has something to show
  /// @param cap the most that it takes, however much the others leave
  public record Share(double floor, double cap) {
    public Share {
      if (!(floor >= 0 && floor <= cap && cap <= 1)) {
        throw new IllegalArgumentException(
            "0 ≤ floor ≤ cap ≤ 1, but floor %s and cap %s".formatted(floor, cap));
      }
    }
  }

  public ContextBudget {
    if (tokens < 1) {
      throw Failure.user(
          "A context of %,d tokens can't be put together; give it at least 1".formatted(tokens));
    }
    shares = Map.copyOf(new EnumMap<>(shares));
    if (shares.values().stream().mapToDouble(Share::floor).sum() > 1.000_001) {
      throw new IllegalArgumentException("The floors are more than the whole: " + shares);
    }
  }

  /// So many tokens, shared as usual: the talk 40 %, its session 20 %, the user 25 %, the
  /// organisation 15 %.
  public static ContextBudget ofTokens(int tokens) {
    return new ContextBudget(tokens, USUAL);
  }

  int floor(Layer layer) {
    return (int) (share(layer).floor() * tokens);
  }

  int cap(Layer layer) {
    return (int) (share(layer).cap() * tokens);
  }

  private Share share(Layer layer) {
    return shares.getOrDefault(layer, new Share(0, 0));
  }
}
