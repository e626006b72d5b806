package dev.steward.app;

import dev.steward.Steward;
import dev.steward.app.cli.Doctor.Check;
import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Ledger;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Models;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Asks each model something short, once, and says what came of it. Each call is priced, set aside
/// and booked like any other, so a budget holds here, too.
final class ModelVisit {
  private static final String WHO = "doctor";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Room for a model that thinks first, whatever it is told.
  private static final int MOST_TOKENS = 256;

  private static final Prompt QUESTION =
      new Prompt(
          "",
          List.of(new ChatMessage.User("Answer with the word: ready")),
          List.of(),
          List.of(),
          Prompt.Options.DEFAULTS.withMaxTokens(MOST_TOKENS).withTimeout(PATIENCE));

  private final Assembly assembly;
  private final Settings settings;
  private final Models models;
  private final Till till;

  ModelVisit(Assembly assembly, Settings settings, Ledger ledger) {
    this.assembly = assembly;
    this.settings = settings;
    this.models =
        ConfiguredModels.of(settings, assembly.environment(), assembly.models(), assembly.clock());
    this.till =
        new Till(settings.prices(), ledger, assembly.clock(), settings.budgets(), standing -> {});
  }

  /// Hands over a finding for each model of the settings, in their order.
  ///
  /// @param user in whose name it is booked
  void ask(String user, Consumer<Check> findings) {
    for (var model : settings.models()) {
      var callable = models.find(model.name());
      findings.accept(callable.isPresent() ? ask(model, callable.get(), user) : withoutKey(model));
    }
  }

  private static Check withoutKey(Settings.Model model) {
    return Check.note(
            name(model),
            "not asked: %s is not set".formatted(model.keyEnv()),
            "set it to use the model")
        .withFigures(Map.of("model", model.name(), "provider", model.provider()));
  }

  private Check ask(Settings.Model model, ChatModel callable, String user) {
    var clock = assembly.clock();
    var purpose =
        new Till.Purpose(
            WHO + "/" + assembly.ids().get(), new Scope(Steward.TENANT, user, ""), "", WHO, "");
    var begun = clock.instant();
    try {
      var paid = till.call(callable, purpose, QUESTION, text -> {});
      var took = Duration.between(begun, clock.instant());
      return answered(model, paid, took).withFigures(figures(model, purpose, paid, took));
    } catch (Failure failure) {
      return Check.problem(
              name(model),
              "asked at %s: %s".formatted(model.baseUrl().getHost(), failure.text()),
              advice(failure))
          .withFigures(
              Map.of(
                  "model",
                  model.name(),
                  "provider",
                  model.provider(),
                  "milliseconds",
                  Duration.between(begun, clock.instant()).toMillis()));
    }
  }

  private static Check answered(Settings.Model model, Till.Paid paid, Duration took) {
    var usage = paid.completion().usage();
    var found =
        "%s answered in %,d ms: %,d tokens read, %,d written, %s"
            .formatted(
                model.baseUrl().getHost(),
                took.toMillis(),
                usage.prompt(),
                usage.output(),
                paid.bill().total());
    if (isGuess(paid.bill())) {
      return Check.note(
          name(model),
          found + "; it did not report what it used, so that is the most that it can have cost",
          "expect every call to be booked like this, or ask for usage to be reported there");
    }
    return isMute(paid.completion())
        ? Check.note(
            name(model),
            found + "; the answer was empty",
            "see what `id` stands in steward.yaml: it may not be a model that chats")
        : Check.ok(name(model), found);
  }

  private static boolean isGuess(Bill bill) {
    return bill.notes().stream().anyMatch(note -> note.kind() == Bill.Note.Kind.ESTIMATED);
  }

  /// One that spends all its room on thinking has answered.
  private static boolean isMute(Completion completion) {
    return completion.text().isBlank() && completion.stop() != Completion.Stop.LENGTH;
  }

  private static String advice(Failure failure) {
    return failure.isRetryable()
        ? "if it is so again in a while, see to the network, the provider's status and base_url in"
            + " steward.yaml"
        : "do what it says, and look again";
  }

  private static Map<String, Object> figures(
      Settings.Model model, Till.Purpose purpose, Till.Paid paid, Duration took) {
    var usage = paid.completion().usage();
    var figures = new LinkedHashMap<String, Object>();
    figures.put("model", model.name());
    figures.put("provider", model.provider());
    figures.put("milliseconds", took.toMillis());
    figures.put("input", usage.input());
    figures.put("cache_read", usage.cacheRead());
    figures.put("cache_write", usage.cacheWrite5m() + usage.cacheWrite1h());
    figures.put("output", usage.output());
    figures.put("reasoning", usage.reasoning());
    figures.put("cost", paid.bill().total());
    figures.put("call", purpose.key());
    return figures;
  }

  private static String name(Settings.Model model) {
    return "model " + model.name();
  }
}
