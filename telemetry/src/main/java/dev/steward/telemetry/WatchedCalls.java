package dev.steward.telemetry;

import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.model.CallObserver;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A span and figures for each call of a model.
final class WatchedCalls implements CallObserver {
  private static final String CHAT = "chat";

  private final Traces traces;
  private final Figures figures;
  private final Contents contents;
  private final Map<String, Telemetry.Model> models;

  /// @param models as their providers know them, by the names that the settings give them
  WatchedCalls(
      Traces traces, Figures figures, Contents contents, Map<String, Telemetry.Model> models) {
    this.traces = traces;
    this.figures = figures;
    this.contents = contents;
    this.models = Map.copyOf(models);
  }

  private Telemetry.Model model(String name) {
    return models.getOrDefault(name, new Telemetry.Model("unknown", name, "", 0));
  }

  @Override
  public void booked(LedgerEntry entry) {
    figures.booked(entry, model(entry.model()));
  }

  @Override
  public Seen begun(LedgerEntry worst, Prompt prompt) {
    var model = model(worst.model());
    var named = Attributes.builder();
    named.put(Key.OPERATION, CHAT).put(Key.PROVIDER, model.provider()).put(Key.MODEL, model.id());
    if (!model.host().isEmpty()) {
      named.put(Key.HOST, model.host()).put(Key.PORT, (long) model.port());
    }
    var attributes = named.build();
    var span =
        traces
            .tracer()
            .spanBuilder(CHAT + " " + model.id())
            .setSpanKind(SpanKind.CLIENT)
            .setParent(traces.within(worst.key()))
            .setAllAttributes(attributes)
            .setAllAttributes(ids(worst))
            .setAttribute(Key.MODEL_NAME, worst.model())
            .setAttribute(Key.STREAM, true)
            .setAttribute(Key.MAX_TOKENS, (long) prompt.options().maxTokens())
            .setAttribute(Key.OUTPUT_TYPE, prompt.output().isEmpty() ? "text" : "json")
            .startSpan();
    contents.prompt(span, prompt);
    return new WatchedCall(span, attributes);
  }

  private static Attributes ids(LedgerEntry call) {
    var ids = Attributes.builder().put(Key.CALL, call.key()).put(Key.AGENT, call.agent());
    put(ids, call.turn(), Key.RUN);
    put(ids, call.kind(), Key.KIND);
    put(ids, call.session(), Key.CONVERSATION);
    return ids.build();
  }

  private static void put(AttributesBuilder ids, String value, AttributeKey<String> key) {
    if (!value.isEmpty()) {
      ids.put(key, value);
    }
  }

  private final class WatchedCall implements Seen {
    private final Span span;
    private final Attributes named;
    private final long began = System.nanoTime();
    private boolean hasBegun;

    WatchedCall(Span span, Attributes named) {
      this.span = span;
      this.named = named;
    }

    @Override
    public Consumer<String> hearing(Consumer<String> text) {
      return piece -> {
        if (!hasBegun) {
          hasBegun = true;
          var seconds = Figures.since(began);
          span.setAttribute(Key.FIRST_CHUNK, seconds);
          figures.firstChunk(named, seconds);
        }
        text.accept(piece);
      };
    }

    @Override
    public void answered(Till.Paid paid) {
      var usage = paid.completion().usage();
      span.setAttribute(Key.FINISH_REASONS, List.of(reason(paid.completion().stop())))
          .setAttribute(Key.INPUT, usage.prompt())
          .setAttribute(Key.OUTPUT, usage.output())
          .setAttribute(Key.CACHE_READ, usage.cacheRead())
          .setAttribute(Key.CACHE_WRITE, usage.cacheWrite5m() + usage.cacheWrite1h())
          .setAttribute(Key.REASONING, usage.reasoning())
          .setAttribute(Key.COST, paid.bill().total().dollars().toPlainString());
      contents.completion(span, paid.completion());
      span.end();
      figures.call(named, Figures.since(began));
      figures.tokens(named, usage);
    }

    @Override
    public void failed(RuntimeException why) {
      var error = Errors.of(why);
      RunTrace.fail(span, error);
      span.end();
      figures.call(named.toBuilder().put(Key.ERROR, error).build(), Figures.since(began));
    }
  }

  private static String reason(Completion.Stop stop) {
    return switch (stop) {
      case END -> "stop";
      case TOOLS -> "tool_call";
      case LENGTH -> "length";
      case REFUSED -> "content_filter";
    };
  }
}
