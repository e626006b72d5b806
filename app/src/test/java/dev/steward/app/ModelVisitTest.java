package dev.steward.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.steward.Steward;
import dev.steward.app.cli.Doctor;
import dev.steward.app.cli.Doctor.Check;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.Failure;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.ManualClock;
import dev.steward.testkit.ScriptedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `steward doctor --models` finds out.
class ModelVisitTest {
  @TempDir private Path folder;

  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");

  private Assembly assembly(Map<String, String> environment, ChatModel... models) {
    return Assembly.ofProcess()
        .withClock(clock)
        .withIds(new CountingIds("id"))
        .withEnvironment(environment)
        .withModels(
            Arrays.stream(models).collect(Collectors.toMap(ChatModel::name, Function.identity())));
  }

  private List<Check> ask(Assembly assembly, String yaml) {
    var checks = new ArrayList<Check>();
    var settings = SettingsFile.parse(yaml, "steward.yaml", ZoneOffset.UTC);
    new Examination(assembly)
        .examine(new Doctor.Request(folder, settings, true, "ana"), checks::add);
    return checks.stream().filter(check -> check.name().startsWith("model")).toList();
  }

  private List<LedgerEntry> booked() {
    try (var stores = EmbeddedStores.open(folder, new JsonCodec(), clock)) {
      return stores
          .ledger()
          .entries(
              Steward.TENANT, "", clock.instant().minusSeconds(1), clock.instant().plusSeconds(1));
    }
  }

  @Test
  void eachModelSaysHowFastItAnswersAndWhatThatCostsAndItIsBooked() {
    var model =
        new ScriptedModel("deepseek-flash")
            .then(ScriptedModel.using(new Usage(10, 0, 0, 0, 2, 0), ScriptedModel.says("ready")));

    var checks = ask(assembly(Map.of(), model), SettingsFile.defaults());

    assertThat(checks).hasSize(5);
    var check = checks.getFirst();
    assertThat(check.status()).isEqualTo(Check.Status.OK);
    assertThat(check.found())
        .isEqualTo("api.deepseek.com answered in 0 ms: 10 tokens read, 2 written, $0.0000054");
    assertThat(check.figures())
        .containsEntry("call", "doctor/id-1")
        .containsEntry("cost", Money.of("0.0000054"))
        .containsEntry("milliseconds", 0L);
    assertThat(booked())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.key()).isEqualTo("doctor/id-1");
          assertThat(entry.user()).isEqualTo("ana");
          assertThat(entry.agent()).isEqualTo("doctor");
          assertThat(entry.cost()).isEqualTo(Money.of("0.0000054"));
        });
    assertThat(checks.subList(1, 5))
        .allSatisfy(other -> {
          assertThat(other.status()).isEqualTo(Check.Status.NOTE);
          assertThat(other.found()).contains("not asked", "_API_KEY is not set");
        });
  }

  @Test
  void besideAServerTheServerAsksAndBooksIt() {
    var model =
        new ScriptedModel("deepseek-flash")
            .then(ScriptedModel.using(new Usage(10, 0, 0, 0, 2, 0), ScriptedModel.says("ready")));
    var served =
        assembly(Map.of(), model).withEmbedder(HashingEmbedder::new).withZone(ZoneOffset.UTC);
    var yaml = SettingsFile.defaults().replace("port: 7777", "port: 0");
    try (var _ =
        new Servers(served)
            .open(folder, SettingsFile.parse(yaml, "steward.yaml", ZoneOffset.UTC))) {
      var checks = ask(assembly(Map.of()), yaml);

      assertThat(checks).hasSize(5);
      assertThat(checks.getFirst().found())
          .isEqualTo("api.deepseek.com answered in 0 ms: 10 tokens read, 2 written, $0.0000054");
    }
    assertThat(booked())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.agent()).isEqualTo("doctor");
          assertThat(entry.user()).isEqualTo("ana");
        });
  }

  @Test
  void oneThatFailsIsAProblemAndTheOthersAreAsked() {
    var bad =
        new ScriptedModel("deepseek-flash").then(Failure.account("DeepSeek refused with 402"));
    var mute = new ScriptedModel("MiniMax-M3").then(ScriptedModel.says(""));
    var silent =
        new ScriptedModel("claude-haiku-5-5")
            .then(ScriptedModel.using(Usage.NONE, ScriptedModel.says("ready")));

    var checks = ask(assembly(Map.of(), bad, mute, silent), SettingsFile.defaults());

    assertThat(checks.get(0).status()).isEqualTo(Check.Status.PROBLEM);
    assertThat(checks.get(0).found()).contains("api.deepseek.com", "402");
    assertThat(checks.get(1).status()).isEqualTo(Check.Status.NOTE);
    assertThat(checks.get(1).found()).contains("empty");
    assertThat(checks.get(3).name()).isEqualTo("model claude-haiku-5-5");
    assertThat(booked()).hasSize(2);
  }

  @Test
  void whatHasNoPriceOrNoBudgetIsNotAsked() {
    var yaml =
        SettingsFile.defaults()
                .replace("models:\n", "models:\n  mine: { provider: ollama, id: unpriced }\n")
            + "prices:\n  mine: { from: 2027-01-01, input: 1, output: 2 }\n"
            + "budgets:\n  - { for: tenant, per: month, stop: 0.000001 }\n";
    var mine = new ScriptedModel("mine");
    var flash = new ScriptedModel("deepseek-flash");

    var checks = ask(assembly(Map.of(), mine, flash), yaml);

    assertThat(checks.get(0).found()).contains("No price is known");
    assertThat(checks.get(1).found()).contains("The budget 'tenant per month'");
    assertThat(mine.prompts()).isEmpty();
    assertThat(flash.prompts()).isEmpty();
    assertThat(booked()).isEmpty();
  }

  @Test
  void theKeyGoesToTheProviderAndNowhereElse() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var keys = new ArrayList<String>();
    server.createContext(
        "/",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("authorization"));
          var answer =
              """
              data: {"choices":[{"index":0,"delta":{"content":"ready"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":1,"total_tokens":13}}

              data: [DONE]

              """
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    var yaml =
        SettingsFile.defaults()
                .replace(
                    "models:\n",
                    "models:\n  mine: { provider: gemini, base_url: 'http://localhost:%d', id: gemini-x }\n"
                        .formatted(server.getAddress().getPort()))
            + "prices:\n  mine: { input: 1, output: 2 }\n";
    try {
      var checks = ask(assembly(Map.of("GEMINI_API_KEY", "sk-very-secret")), yaml);

      assertThat(checks.getFirst().status()).isEqualTo(Check.Status.OK);
      assertThat(checks.getFirst().figures())
          .containsEntry("input", 12L)
          .containsEntry("cost", Money.of("0.000014"));
      assertThat(keys).containsExactly("Bearer sk-very-secret");
      assertThat(checks.toString()).doesNotContain("sk-very-secret");
    } finally {
      server.stop(0);
    }
  }
}
