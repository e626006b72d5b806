package dev.steward.core.run;

import dev.steward.core.Failure;
import java.util.HashMap;
import java.util.Map;

/// Which [Handler] carries out which [Op]. Immutable.
public final class Handlers {
  public static final Handlers NONE = new Handlers(Map.of());

  private final Map<String, Handler<?, ?>> handlers;

  private Handlers(Map<String, Handler<?, ?>> handlers) {
    this.handlers = handlers;
  }

  /// These handlers and one more.
  public <I, O> Handlers with(Op<I, O> op, Handler<I, O> handler) {
    var more = new HashMap<>(handlers);
    if (more.put(op.name(), handler) != null) {
      throw new IllegalArgumentException("the operation " + op.name() + " has a handler already");
    }
    return new Handlers(Map.copyOf(more));
  }

  /// The types fit because [#with] takes an operation and a handler of the same types.
  @SuppressWarnings("unchecked")
  <I, O> Handler<I, O> of(Op<I, O> op) {
    var handler = (Handler<I, O>) handlers.get(op.name());
    if (handler == null) {
      throw Failure.internal("Nothing carries out the operation '" + op.name() + "'", null);
    }
    return handler;
  }
}
