package dev.steward.bench;

import dev.steward.app.cli.RouterTrial;
import dev.steward.app.routing.ShippedEncoding;
import dev.steward.app.routing.ShippedTrial;
import dev.steward.app.routing.Trial;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.routing.learned.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;

/// How well tasks find their agent: those that ship, and the intents of CLINC150 if its file is
/// there.
///
/// Arguments: the folder of `clinc150-train-val.json` and `clinc150-domains.json`
/// (`../shared/data`).
final class Routing {
  private Routing() {}

  public static void main(String[] arguments) {
    shipped();
    clinc(Path.of(arguments.length > 0 ? arguments[0] : "../shared/data"));
  }

  private static void shipped() {
    var settings = SettingsFile.parse(SettingsFile.defaults(), "steward.yaml", ZoneOffset.UTC);
    System.out.println(
        "| tasks that ship | tasks | of none | right agent | right kind | abstained | of none, accepted | unchanged by a typo |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    try (var encoding = ShippedEncoding.alone()) {
      for (var split : new String[] {"validation", "test"}) {
        var figures = ShippedTrial.run(encoding.encoding(), settings, split);
        System.out.printf(
            "| %s | %d | %d | %.4f | %.4f | %.4f | %.4f | %.4f |%n",
            split,
            figures.tasks(),
            figures.strangers(),
            figures.rightAgent(),
            figures.rightKind(),
            figures.abstained(),
            figures.strangersAccepted(),
            figures.unchanged());
      }
    }
  }

  private static void clinc(Path folder) {
    var texts = folder.resolve("clinc150-train-val.json");
    if (!Files.exists(texts)) {
      System.out.println("CLINC150 is not in " + folder + ", so it was not measured");
      return;
    }
    var result =
        new Trial()
            .run(
                new RouterTrial.Request(texts, texts, folder.resolve("clinc150-domains.json"), 0),
                Encoding.Progress.SILENT);
    var figures = result.figures();
    System.out.println(
        "| CLINC150 | intent | domain | calibration error | accepted | right domain among them | out of scope, accepted | p50 ms | p95 ms | learned in s |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    System.out.printf(
        "| validation part | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f | %.1f | %.1f | %.0f |%n",
        figures.accuracy(),
        figures.groupAccuracy(),
        figures.calibrationError(),
        figures.coverage(),
        figures.acceptedGroupAccuracy(),
        figures.strangersAccepted().orElse(0),
        figures.median(),
        figures.slow(),
        result.seconds());
  }
}
