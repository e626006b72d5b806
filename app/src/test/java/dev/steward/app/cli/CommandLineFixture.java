package dev.steward.app.cli;

import dev.steward.core.Principal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/// A command line in memory, over a [CannedDesk].
final class CommandLineFixture {
  final CannedDesk desk = new CannedDesk();
  final Map<String, String> environment = new HashMap<>();
  String input = "";
  boolean isTerminal;
  Interrupts interrupts = Interrupts.NONE;
  Doctor doctor = (request, findings) -> {};
  RouterTrial trial =
      (request, progress) -> {
        throw new AssertionError("no trial was expected");
      };

  private final Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandLineFixture(Path home) {
    this.home = home;
  }

  int run(String... arguments) {
    out.reset();
    err.reset();
    var surroundings =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            home,
            "ana",
            Clock.fixed(CannedDesk.NOW, ZoneOffset.UTC),
            isTerminal,
            isTerminal,
            interrupts);
    return new Cli(
            surroundings,
            Principal.owner("default"),
            (data, settings) -> desk,
            (data, settings) -> new Stopped(),
            doctor,
            trial)
        .run(arguments);
  }

  /// A server that is nowhere.
  private record Stopped() implements ServerOpener.Running {
    @Override
    public URI address() {
      return URI.create("http://127.0.0.1:1");
    }

    @Override
    public void close() {}
  }

  /// What was printed as the result.
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// What was printed beside it, without the note that settings were written.
  String err() {
    return err.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.contains("steward.yaml: team, models"))
        .reduce("", (before, line) -> before + line + "\n");
  }
}
