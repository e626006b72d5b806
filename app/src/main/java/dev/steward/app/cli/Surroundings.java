package dev.steward.app.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What a command finds around it when it is started.
///
/// @param environment variables by name
/// @param user who is logged in
/// @param clock in the system's time zone
/// @param inputIsTerminal whether a person types `in`
/// @param outputIsTerminal whether a person reads `out`
/// @param interrupts what Ctrl-C does
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    String user,
    Clock clock,
    boolean inputIsTerminal,
    boolean outputIsTerminal,
    Interrupts interrupts) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// Those of this process. The start script says in `steward.terminal` which of the streams 0 and
  /// 1 are a terminal's; without it, both or none is.
  public static Surroundings ofProcess() {
    var terminals =
        Optional.ofNullable(System.getProperty("steward.terminal"))
            .orElseGet(Surroundings::terminals);
    return new Surroundings(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.getenv(),
        Path.of(homeFolder()),
        System.getProperty("user.name", "owner"),
        Clock.system(ZoneId.systemDefault()),
        terminals.contains("0"),
        terminals.contains("1"),
        new ProcessInterrupts());
  }

  /// What `~` means to the shell, which need not be what Java believes.
  private static String homeFolder() {
    var home = System.getenv().getOrDefault("HOME", "");
    return home.isEmpty() ? System.getProperty("user.home", ".") : home;
  }

  private static String terminals() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? "01"
        : "";
  }

  String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
