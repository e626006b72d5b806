package dev.steward.app;

import dev.steward.app.cli.Doctor.Check;
import dev.steward.app.settings.Settings;
import dev.steward.core.model.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What came of asking the models, as the doctor finds it.
final class ModelVisit {
  private final Settings settings;

  ModelVisit(Settings settings) {
    this.settings = settings;
  }

  /// Hands over a finding for each visit. A server may know models that these settings don't.
  void tell(List<Visit> visits, Consumer<Check> findings) {
    for (var visit : visits) {
      findings.accept(
          switch (visit) {
            case Visit.NotAsked not -> notAsked(not);
            case Visit.Answered answered -> answered(answered).withFigures(figures(answered));
            case Visit.Failed failed -> failed(failed);
          });
    }
  }

  private Check notAsked(Visit.NotAsked not) {
    return Check.note(
            name(not), "not asked: %s".formatted(not.missing()), "set it to use the model")
        .withFigures(known(not));
  }

  private Check failed(Visit.Failed failed) {
    var figures = known(failed);
    figures.put("milliseconds", failed.took().toMillis());
    return Check.problem(
            name(failed),
            "asked at %s: %s".formatted(host(failed), failed.why()),
            failed.isPassing()
                ? "if it is so again in a while, see to the network, the provider's status and"
                    + " base_url in steward.yaml"
                : "do what it says, and look again")
        .withFigures(figures);
  }

  private Check answered(Visit.Answered answered) {
    var usage = answered.usage();
    var found =
        "%s answered in %,d ms: %,d tokens read, %,d written, %s"
            .formatted(
                host(answered),
                answered.took().toMillis(),
                usage.prompt(),
                usage.output(),
                answered.cost());
    if (answered.isGuess()) {
      return Check.note(
          name(answered),
          found + "; it did not report what it used, so that is the most that it can have cost",
          "expect every call to be booked like this, or ask for usage to be reported there");
    }
    return answered.isMute()
        ? Check.note(
            name(answered),
            found + "; the answer was empty",
            "see what `id` stands in steward.yaml: it may not be a model that chats")
        : Check.ok(name(answered), found);
  }

  private Map<String, Object> figures(Visit.Answered answered) {
    var usage = answered.usage();
    var figures = known(answered);
    figures.put("milliseconds", answered.took().toMillis());
    figures.put("input", usage.input());
    figures.put("cache_read", usage.cacheRead());
    figures.put("cache_write", usage.cacheWrite5m() + usage.cacheWrite1h());
    figures.put("output", usage.output());
    figures.put("reasoning", usage.reasoning());
    figures.put("cost", answered.cost());
    figures.put("call", answered.call());
    return figures;
  }

  private Map<String, Object> known(Visit visit) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("model", visit.model());
    settings.models().stream()
        .filter(model -> model.name().equals(visit.model()))
        .forEach(model -> figures.put("provider", model.provider()));
    return figures;
  }

  private String host(Visit visit) {
    return settings.models().stream()
        .filter(model -> model.name().equals(visit.model()))
        .map(model -> String.valueOf(model.baseUrl().getHost()))
        .findFirst()
        .orElse(visit.model());
  }

  private static String name(Visit visit) {
    return "model " + visit.model();
  }
}
