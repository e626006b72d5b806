package dev.steward.app.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(
    name = "serve",
    description = {
      "Run the server: HTTP API, OpenAI-compatible API, and the page to chat in.",
      "",
      "It holds the data folder until Ctrl-C; other commands then talk to it by themselves. Address"
          + " and API keys stand in steward.yaml under 'server'."
    },
    footer = {
      "",
      "Examples:",
      "  steward serve",
      "  curl -d '{\"user_id\":\"ana\",\"input\":\"What is on today?\"}' http://127.0.0.1:7777/v1/tasks"
    })
final class ServeCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ServerOpener servers;

  ServeCommand(Invocation invocation, ServerOpener servers) {
    this.invocation = invocation;
    this.servers = servers;
  }

  /// Waits for the end of the process: its shutdown hook stops the server.
  @Override
  public Integer call() throws InterruptedException {
    var output = invocation.output();
    var server = servers.open(invocation.data(), invocation.settings());
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "stop"));
    output.line("Steward listens on %s. Ctrl-C stops it.".formatted(server.address()));
    stopped.await();
    return Cli.OK;
  }
}
