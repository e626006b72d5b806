package dev.steward;

import static dev.steward.House.OWNER;
import static dev.steward.testkit.ScriptedModel.calls;
import static dev.steward.testkit.ScriptedModel.says;
import static dev.steward.testkit.ScriptedModel.using;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Desk.Task;
import dev.steward.core.Failure;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.run.Step;
import dev.steward.core.turn.Turn;
import dev.steward.telemetry.Onlooker;
import dev.steward.telemetry.Telemetry;
import dev.steward.testkit.ScriptedModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What one sees from outside of the work.
class ObservabilityTest {
  @TempDir private Path folder;

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final InMemoryLogRecordExporter logs = InMemoryLogRecordExporter.create();
  private final ScriptedModel deepseek = new ScriptedModel("deepseek-flash");
  private final ScriptedModel haiku = new ScriptedModel("claude-haiku-5-5");

  private House house(boolean contents, ChatModel... models) {
    return new House(
        folder,
        assembly -> assembly.withTelemetry((settings, environment) -> onlooker(contents)),
        models);
  }

  private Telemetry onlooker(boolean contents) {
    var sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                    .build())
            .build();
    return new Onlooker(
        sdk,
        () -> "",
        contents,
        true,
        Map.of(
            "deepseek-flash",
            new Telemetry.Model("deepseek", "deepseek-flash", "api.deepseek.com", 443),
            "claude-haiku-5-5",
            new Telemetry.Model("anthropic", "claude-haiku-5-5", "api.anthropic.com", 443)));
  }

  private static Task task(String text) {
    return Task.of("ana", text).withAgent("steward").withId("t1");
  }

  /// A turn that uses a tool and hands a part to a colleague.
  private Turn turn(House house) {
    deepseek
        .then(calls("calendar_list", Map.of("person", "Secret Person")))
        .then(calls("delegate", Map.of("agent", "outreach_qa", "task", "Secret part")));
    haiku.then(using(new Usage(70, 20, 10, 0, 9, 4), says("Secret draft")));
    deepseek.then(says("Secret answer"));
    return house.turn(task("Secret question"));
  }

  @Test
  void theTraceOfATurnShowsWhoDidWhatForWhom() {
    try (var house = house(false, deepseek, haiku)) {
      turn(house);

      assertThat(tree())
          .isEqualTo(
              """
              invoke_workflow turn
                step classify
                step recall
                invoke_agent steward
                  step model
                    chat deepseek-flash
                  step tool
                    execute_tool calendar_list
                  step model
                    chat deepseek-flash
                  invoke_agent outreach_qa
                    step model
                      chat claude-haiku-5-5
                  step note
                  step model
                    chat deepseek-flash
                step reply
                step remember
              """);
      assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getTraceId).hasSize(18);
      assertThat(spans.getFinishedSpanItems())
          .extracting(SpanData::getTraceId)
          .containsOnly(named("invoke_workflow turn").getFirst().getTraceId());
    }
  }

  @Test
  void theSameIdsAreInSpansTheJournalAndTheLedger() {
    try (var house = house(false, deepseek, haiku)) {
      turn(house);

      var chats = starting("chat ");
      assertThat(chats)
          .extracting(span -> text(span, "steward.call"))
          .containsExactlyElementsOf(
              house.steward().calls(OWNER, "t1").stream().map(LedgerEntry::key).toList());
      assertThat(chats)
          .extracting(span -> text(span, "steward.cost.usd"))
          .containsExactlyElementsOf(
              house.steward().calls(OWNER, "t1").stream()
                  .map(entry -> entry.cost().dollars().toPlainString())
                  .toList());
      assertThat(starting("step "))
          .extracting(span -> text(span, "steward.step"))
          .containsExactlyInAnyOrderElementsOf(
              house.steward().run(OWNER, "t1").orElseThrow().steps().stream()
                  .map(Step::key)
                  .toList());
      assertThat(spans.getFinishedSpanItems())
          .allSatisfy(span -> assertThat(text(span, "steward.run")).isEqualTo("t1"));
    }
  }

  @Test
  void aCallIsDescribedAsTheConventionsWantIt() {
    try (var house = house(false, deepseek, haiku)) {
      turn(house);

      var chat = named("chat claude-haiku-5-5").getFirst();
      assertThat(chat.getKind()).isEqualTo(SpanKind.CLIENT);
      assertThat(texts(chat))
          .containsEntry("gen_ai.operation.name", "chat")
          .containsEntry("gen_ai.provider.name", "anthropic")
          .containsEntry("gen_ai.request.model", "claude-haiku-5-5")
          .containsEntry("gen_ai.agent.name", "outreach_qa")
          .containsEntry("gen_ai.request.stream", "true")
          .containsEntry("gen_ai.output.type", "text")
          .containsEntry("gen_ai.response.finish_reasons", "[stop]")
          .containsEntry("gen_ai.usage.input_tokens", "100")
          .containsEntry("gen_ai.usage.output_tokens", "9")
          .containsEntry("gen_ai.usage.cache_read.input_tokens", "20")
          .containsEntry("gen_ai.usage.cache_creation.input_tokens", "10")
          .containsEntry("gen_ai.usage.reasoning.output_tokens", "4")
          .containsEntry("server.address", "api.anthropic.com")
          .containsEntry("server.port", "443")
          .containsKeys(
              "gen_ai.conversation.id",
              "gen_ai.request.max_tokens",
              "gen_ai.response.time_to_first_chunk");
      assertThat(texts(named("execute_tool calendar_list").getFirst()))
          .containsEntry("gen_ai.operation.name", "execute_tool")
          .containsEntry("gen_ai.tool.name", "calendar_list")
          .containsEntry("gen_ai.tool.type", "function")
          .containsKey("gen_ai.tool.call.id");
      assertThat(texts(named("invoke_agent outreach_qa").getFirst()))
          .containsEntry("gen_ai.operation.name", "invoke_agent")
          .containsEntry("gen_ai.agent.name", "outreach_qa");
    }
  }

  @Test
  void nothingThatWasSaidIsToldUnlessThatIsSwitchedOn() {
    try (var house = house(false, deepseek, haiku)) {
      turn(house);
      house.turn(Task.of("ana", "Secret: remember that John likes tea"));

      assertThat(told()).isNotEmpty().noneMatch(text -> text.contains("Secret"));
    }
  }

  @Test
  void whatWasSaidIsToldWhereThatIsSwitchedOn() {
    try (var house = house(true, deepseek, haiku)) {
      turn(house);

      assertThat(text(named("chat claude-haiku-5-5").getFirst(), "gen_ai.input.messages"))
          .contains("\"role\":\"user\"", "Secret part");
      assertThat(text(named("chat claude-haiku-5-5").getFirst(), "gen_ai.output.messages"))
          .contains("\"role\":\"assistant\"", "Secret draft");
      assertThat(text(named("chat claude-haiku-5-5").getFirst(), "gen_ai.system_instructions"))
          .contains("You are outreach_qa");
      assertThat(text(named("execute_tool calendar_list").getFirst(), "gen_ai.tool.call.arguments"))
          .isEqualTo("{\"person\":\"Secret Person\"}");
    }
  }

  @Test
  void aTurnWithoutAModelIsATraceToo() {
    try (var house = house(false)) {
      house.turn(Task.of("ana", "Remember that John likes tea").withId("t2"));

      assertThat(tree())
          .isEqualTo(
              """
              invoke_workflow turn
                step classify
                step recall
                invoke_agent local
                  step tool
                    execute_tool memory_remember
                step reply
                step remember
              """);
    }
  }

  @Test
  void whatFailsIsAnErrorOfAKindWithoutItsWords() {
    try (var house = house(false, deepseek)) {
      deepseek.then(Failure.account("Secret: DeepSeek refused the call with status 402"));

      house.turn(task("Try it"));

      assertThat(named("chat deepseek-flash").getFirst().getStatus().getStatusCode())
          .isEqualTo(StatusCode.ERROR);
      assertThat(text(named("chat deepseek-flash").getFirst(), "error.type")).isEqualTo("account");
      assertThat(text(named("invoke_agent steward").getFirst(), "error.type")).isEqualTo("account");
      assertThat(named("invoke_workflow turn").getFirst().getStatus().getStatusCode())
          .isEqualTo(StatusCode.ERROR);
      assertThat(told()).noneMatch(text -> text.contains("Secret"));
    }
  }

  @Test
  void aLineOfTheLogSaysForWhichCallItIsAndIsInItsTrace() {
    var telling =
        new ScriptedModel(
            "deepseek-flash",
            prompt -> {
              LoggerFactory.getLogger("dev.steward.test").info("asked {}", "once");
              return says("Done.");
            });
    try (var house = house(false, telling)) {
      house.turn(task("Say something"));

      var call = house.steward().calls(OWNER, "t1").getFirst().key();
      assertThat(logs.getFinishedLogRecordItems())
          .filteredOn(line -> body(line).equals("asked once"))
          .singleElement()
          .satisfies(line -> {
            assertThat(texts(line.getAttributes()))
                .containsEntry("steward.run", "t1")
                .containsEntry("steward.call", call)
                .containsEntry("steward.step", call)
                .containsEntry("logger.name", "dev.steward.test");
            assertThat(line.getSpanContext().getTraceId())
                .isEqualTo(named("chat deepseek-flash").getFirst().getTraceId());
          });
    }
  }

  @Test
  void tokensTimesAndCostsAreCountedInTheBucketsOfTheConventions() {
    try (var house = house(false, deepseek, haiku)) {
      turn(house);

      assertThat(points("gen_ai.client.token.usage"))
          .filteredOn(point -> texts(point.getAttributes()).containsValue("anthropic"))
          .hasSize(2)
          .allSatisfy(point -> {
            assertThat(point.getBoundaries()).startsWith(1.0, 4.0, 16.0).endsWith(67108864.0);
            assertThat(texts(point.getAttributes())).containsKey("gen_ai.token.type");
          });
      assertThat(points("gen_ai.client.operation.duration"))
          .allSatisfy(point ->
              assertThat(point.getBoundaries()).startsWith(0.01, 0.02, 0.04).endsWith(81.92))
          .extracting(HistogramPointData::getCount)
          .containsExactlyInAnyOrder(3L, 1L);
      assertThat(metrics.collectAllMetrics())
          .extracting(MetricData::getName)
          .contains(
              "gen_ai.execute_tool.duration",
              "gen_ai.invoke_agent.duration",
              "gen_ai.workflow.duration",
              "gen_ai.client.operation.time_to_first_chunk",
              "steward.runs.settled",
              "steward.model.cost.usd");
    }
  }

  @Test
  void metricsAreThereForPrometheusWhereThatIsSwitchedOn() {
    try (var house = new House(folder, deepseek)) {
      assertThat(house.steward().metrics()).isEmpty();
      house.reopenWith(settings -> settings + "telemetry:\n  prometheus: true\n");
      deepseek.then(using(new Usage(10, 0, 0, 0, 2, 0), says("Done.")));

      house.turn(task("Do something"));

      assertThat(house.steward().metrics())
          .contains(
              "# TYPE gen_ai_client_token_usage histogram\n",
              "gen_ai_provider_name=\"deepseek\",gen_ai_request_model=\"deepseek-flash\"",
              "# TYPE steward_runs_settled_total counter\n",
              "steward_runs_settled_total{gen_ai_workflow_name=\"turn\",steward_status=\"done\"} 1\n",
              "gen_ai_client_operation_duration_seconds_count{");
    }
  }

  @Test
  void aReceiverThatIsAwayNeitherSlowsNorFailsATurn() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (var house = new House(folder, deepseek)) {
      house.reopenWith(
          settings -> settings + "telemetry:\n  otlp: http://localhost:%d\n".formatted(port));
      for (int i = 0; i < 20; i++) {
        deepseek.then(says("Done."));
      }

      for (int i = 0; i < 20; i++) {
        assertThat(house.turn(Task.of("ana", "Do thing " + i).withAgent("steward")).result())
            .isEqualTo("Done.");
      }
    }
  }

  private List<HistogramPointData> points(String histogram) {
    return metrics.collectAllMetrics().stream()
        .filter(figure -> figure.getName().equals(histogram))
        .flatMap(figure -> figure.getHistogramData().getPoints().stream())
        .toList();
  }

  private List<SpanData> named(String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  private List<SpanData> starting(String prefix) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().startsWith(prefix))
        .toList();
  }

  /// The spans as a tree, those of one parent in the order of their ends.
  private String tree() {
    var text = new StringBuilder();
    spans.getFinishedSpanItems().stream()
        .filter(span -> !span.getParentSpanContext().isValid())
        .forEach(root -> grow(root, "", text));
    return text.toString();
  }

  private void grow(SpanData span, String indent, StringBuilder text) {
    text.append(indent).append(span.getName()).append('\n');
    spans.getFinishedSpanItems().stream()
        .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
        .forEach(child -> grow(child, indent + "  ", text));
  }

  /// Every text that is told anywhere.
  private List<String> told() {
    return Stream.of(
            spans.getFinishedSpanItems().stream()
                .flatMap(span ->
                    Stream.concat(
                        Stream.of(span.getName(), span.getStatus().getDescription()),
                        texts(span).values().stream())),
            spans.getFinishedSpanItems().stream()
                .flatMap(span -> span.getEvents().stream())
                .map(event -> event.getName() + texts(event.getAttributes())),
            logs.getFinishedLogRecordItems().stream()
                .map(line -> body(line) + texts(line.getAttributes())),
            metrics.collectAllMetrics().stream().map(Object::toString))
        .flatMap(texts -> texts)
        .toList();
  }

  private static String body(LogRecordData line) {
    var body = line.getBodyValue();
    return body == null ? "" : body.asString();
  }

  private static String text(SpanData span, String key) {
    return texts(span).getOrDefault(key, "");
  }

  private static Map<String, String> texts(SpanData span) {
    return texts(span.getAttributes());
  }

  private static Map<String, String> texts(Attributes attributes) {
    return attributes.asMap().entrySet().stream()
        .collect(
            Collectors.toMap(
                (Map.Entry<AttributeKey<?>, Object> entry) -> entry.getKey().getKey(),
                entry -> entry.getValue().toString()));
  }
}
