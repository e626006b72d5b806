package dev.steward.testkit;

import dev.steward.core.run.CallContext;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// The other side of an operation, outside of every process: it keeps count of what it was asked to
/// do and of what really happened, and outlives each crash.
final class Peer implements Handler<String, String> {
  private final Effect effect;
  private final Policy policy;
  private final BiFunction<String, CallContext, String> work;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> happened = new ConcurrentHashMap<>();
  private final Map<String, String> doneByKey = new ConcurrentHashMap<>();

  /// A peer that does what it is asked and answers `in, done`.
  Peer(Effect effect) {
    this(effect, Policy.ONCE, (in, context) -> in + ", done");
  }

  /// A peer.
  ///
  /// @param work what it answers; if it throws, nothing has happened
  Peer(Effect effect, Policy policy, BiFunction<String, CallContext, String> work) {
    this.effect = effect;
    this.policy = policy;
    this.work = work;
  }

  @Override
  public String run(String in, CallContext context) {
    asked.add(context.key());
    var recognised = effect == Effect.KEYED ? doneByKey.get(context.key()) : null;
    if (recognised != null) {
      return recognised;
    }
    var out = work.apply(in, context);
    happened.merge(in, 1, Integer::sum);
    doneByKey.put(context.key(), out);
    return out;
  }

  @Override
  public Effect effect(String in) {
    return effect;
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public Optional<String> verify(String in, String key) {
    return Optional.ofNullable(doneByKey.get(key));
  }

  @Override
  public String confirmed(String in) {
    return in + ", done";
  }

  /// This peer as a handler that tells `watcher` each key before it begins.
  Handler<String, String> watchedBy(Consumer<String> watcher) {
    var peer = this;
    return new Handler<>() {
      @Override
      public String run(String in, CallContext context) {
        watcher.accept(context.key());
        return peer.run(in, context);
      }

      @Override
      public Effect effect(String in) {
        return peer.effect(in);
      }

      @Override
      public Policy policy() {
        return peer.policy();
      }

      @Override
      public Optional<String> verify(String in, String key) {
        return peer.verify(in, key);
      }

      @Override
      public String confirmed(String in) {
        return peer.confirmed(in);
      }
    };
  }

  /// The keys with which it was asked, each time.
  List<String> asked() {
    return List.copyOf(asked);
  }

  /// How often each input had its effect.
  Map<String, Integer> happened() {
    return Map.copyOf(happened);
  }
}
