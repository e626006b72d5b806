package dev.steward.telemetry;

import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Usage;
import dev.steward.core.run.Run;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// What is counted and timed, in the conventions' instruments and buckets. What it costs is our
/// own: there is no convention for it.
final class Figures {
  /// 0.01 s and its doubles.
  private static final List<Double> SECONDS = doubles(0.01, 14);

  private final LongHistogram tokens;
  private final DoubleHistogram calls;
  private final DoubleHistogram firstChunks;
  private final DoubleHistogram agents;
  private final DoubleHistogram tools;
  private final DoubleHistogram runs;
  private final LongCounter settled;
  private final DoubleCounter cost;

  Figures(Meter meter) {
    tokens =
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setUnit("{token}")
            .setDescription("Number of input and output tokens used.")
            .setExplicitBucketBoundariesAdvice(
                LongStream.iterate(1, bound -> bound * 4).limit(14).boxed().toList())
            .build();
    calls =
        seconds(meter, "gen_ai.client.operation.duration", "GenAI operation duration.", SECONDS);
    firstChunks =
        seconds(
            meter,
            "gen_ai.client.operation.time_to_first_chunk",
            "Time to receive the first chunk of an answer.",
            SECONDS);
    agents =
        seconds(
            meter,
            "gen_ai.invoke_agent.duration",
            "How long an agent was at a task or a part of one.",
            doubles(0.1, 13));
    tools = seconds(meter, "gen_ai.execute_tool.duration", "How long a tool was at work.", SECONDS);
    runs =
        seconds(
            meter,
            "gen_ai.workflow.duration",
            "How long a run was at work until it was done, had failed or had to wait.",
            List.of(1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0));
    settled =
        meter
            .counterBuilder("steward.runs.settled")
            .setUnit("{run}")
            .setDescription("Runs that were done, failed or had to wait.")
            .build();
    cost =
        meter
            .counterBuilder("steward.model.cost.usd")
            .ofDoubles()
            .setUnit("{USD}")
            .setDescription("What was booked for calls of models, in US dollars.")
            .build();
  }

  private static List<Double> doubles(double first, int count) {
    return DoubleStream.iterate(first, bound -> bound * 2).limit(count).boxed().toList();
  }

  private static DoubleHistogram seconds(
      Meter meter, String name, String description, List<Double> bounds) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(bounds)
        .build();
  }

  /// The seconds since a moment of [System#nanoTime].
  static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /// A call of a model has ended.
  ///
  /// @param call the attributes of all figures of it
  void call(Attributes call, double seconds) {
    calls.record(seconds, call);
  }

  void firstChunk(Attributes call, double seconds) {
    firstChunks.record(seconds, call);
  }

  void tokens(Attributes call, Usage usage) {
    tokens.record(usage.prompt(), call.toBuilder().put(Key.TOKEN_TYPE, "input").build());
    tokens.record(usage.output(), call.toBuilder().put(Key.TOKEN_TYPE, "output").build());
  }

  void booked(LedgerEntry entry, Telemetry.Model model) {
    cost.add(
        entry.cost().dollars().doubleValue(),
        Attributes.of(
            Key.PROVIDER, model.provider(), Key.MODEL, model.id(), Key.AGENT, entry.agent()));
  }

  void agent(Attributes agent, double seconds) {
    agents.record(seconds, agent);
  }

  void tool(Attributes tool, double seconds) {
    tools.record(seconds, tool);
  }

  void run(Run run, boolean failed, long began) {
    var name = Attributes.of(Key.WORKFLOW, run.graph());
    var seconds = since(began);
    runs.record(seconds, failed ? name.toBuilder().put(Key.ERROR, Errors.FAILED).build() : name);
    var status = failed ? Errors.FAILED : run.status().name().toLowerCase(Locale.ROOT);
    settled.add(1, name.toBuilder().put(Key.STATUS, status).build());
  }
}
