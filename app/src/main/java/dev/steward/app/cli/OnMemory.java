package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// A command that asks memory for something and shows the answer.
abstract class OnMemory implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--json", description = "Print it as JSON, in the shapes of the HTTP API.")
  private boolean json;

  OnMemory(Invocation invocation) {
    this.invocation = invocation;
  }

  /// Asks and shows; returns the exit code.
  ///
  /// @param zone the user's
  abstract int ask(MemoryDesk memory, ZoneId zone);

  @Override
  public final Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      return ask(desk.memory(), invocation.zone(settings));
    }
  }

  final Invocation invocation() {
    return invocation;
  }

  final Output output() {
    return invocation.output();
  }

  final Principal principal() {
    return invocation.principal();
  }

  final boolean isJson() {
    return json;
  }
}
