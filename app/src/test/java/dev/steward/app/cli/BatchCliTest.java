package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCliTest {
  @TempDir private Path home;
  private CommandLineFixture cli;
  private Path file;

  @BeforeEach
  void prepare() throws IOException {
    cli = new CommandLineFixture(home);
    file = home.resolve("orders.csv");
    Files.writeString(file, "order,client\none,Łódź\nfail,\"a, b\"\n");
  }

  private int run(String... more) {
    var arguments = new String[more.length + 5];
    arguments[0] = "batch";
    arguments[1] = "run";
    arguments[2] = file.toString();
    arguments[3] = "--prompt-template";
    arguments[4] = "Sort {order} of {client}";
    System.arraycopy(more, 0, arguments, 5, more.length);
    return cli.run(arguments);
  }

  @Test
  void aFileIsDoneAndWhatFailedIsSaid() {
    assertThat(run("--id", "b1")).isEqualTo(Cli.FAILED);

    assertThat(cli.err()).contains("2 items with local: about $0.02, at most $0.02");
    assertThat(cli.out())
        .contains("b1 is done: 1 of 2 done, 1 failed, cost $0.02.")
        .contains("steward batch retry b1");
    assertThat(cli.run("batch", "retry", "b1")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("b1 is done: 2 of 2 done, cost $0.03.");
  }

  @Test
  void onATerminalItAsksBeforeItBegins() {
    cli.isTerminal = true;
    cli.input = "n\n";
    assertThat(run("--id", "b1")).isEqualTo(Cli.FAILED);
    assertThat(cli.out()).contains("Begin? [y/N]");
    assertThat(cli.run("batch", "list")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("There are no batches.");

    cli.input = "y\n";
    run("--id", "b1");
    assertThat(cli.out()).contains("b1 is done");

    cli.input = "";
    run("--id", "b2", "--yes");
    assertThat(cli.out()).contains("b2 is done").doesNotContain("Begin?");
  }

  @Test
  void anEstimateBeginsNothing() {
    assertThat(run("--estimate")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("2 items with local: about $0.02");
    assertThat(run("--estimate", "--json")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("\"expected\":0.02").contains("\"most\":0.02");
    cli.run("batch", "list");
    assertThat(cli.out()).contains("There are no batches.");
  }

  @Test
  void theEstimateSaysWhatTimeIsWorth() {
    assertThat(run("--estimate")).isEqualTo(Cli.OK);
    assertThat(cli.out())
        .contains(
            "With time until 24h have passed, Fake answers all of them together for about $0.002: add --within 24h.");
    assertThat(run("--estimate", "--within", "1d")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("Fake is asked for all of them together, for about $0.002.");
    assertThat(run("--estimate", "--json")).isEqualTo(Cli.OK);
    assertThat(cli.out())
        .contains("\"later\":[{\"provider\":\"Fake\",\"within\":\"24h\",\"expected\":0.002}]");
  }

  @Test
  void timeAndTagsAreTakenDown() {
    run("--id", "b1", "--within", "2d", "--tag", "client-a", "--tag", "spring");

    assertThat(cli.run("batch", "show", "b1", "--json")).isEqualTo(Cli.OK);
    assertThat(cli.out())
        .contains("\"within\":\"48h\"")
        .contains("\"tags\":[\"client-a\",\"spring\"]");
    assertThat(run("--within", "soon")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("--within must be a length of time such as 24h");
  }

  @Test
  void resultsKeepTheOrderAndTheColumnsOfTheFile() throws IOException {
    run("--id", "b1");

    assertThat(cli.run("batch", "results", "b1")).isEqualTo(Cli.OK);
    assertThat(cli.out())
        .isEqualTo(
            """
            row,order,client,status,result,agent,model,cost\r
            1,one,Łódź,done,You said: Sort one of Łódź,local,local,0.01\r
            2,fail,"a, b",failed,It failed,local,local,0.01\r
            """);
    var target = home.resolve("results.jsonl");
    assertThat(
            cli.run("batch", "results", "b1", "--status", "failed", "--output", target.toString()))
        .isEqualTo(Cli.OK);
    assertThat(Files.readAllLines(target)).hasSize(1).first().asString().contains("\"row\":2");
  }

  @Test
  void aBatchIsShownWithWhatFailed() {
    run("--id", "b1");

    assertThat(cli.run("batch", "show", "b1")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("1 failed").contains("b1.2").contains("It failed");
    assertThat(cli.run("batch", "show", "b1", "--json")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("\"id\":\"b1\"").contains("\"failed\":1");
    assertThat(cli.run("batch", "list")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("b1").contains("done").contains("1 of 2 done");
    assertThat(cli.run("batch", "list", "--json")).isEqualTo(Cli.OK);
    assertThat(cli.out()).startsWith("[{\"id\":\"b1\"");
  }

  @Test
  void jsonLinesAreReadAndTheTemplateMayStandInAFile() throws IOException {
    var lines = home.resolve("orders.jsonl");
    Files.writeString(lines, "{\"order\": 1}\n{\"order\": 2}\n");
    var template = home.resolve("prompt.txt");
    Files.writeString(template, "Sort {order}");

    assertThat(
            cli.run(
                "batch", "run", lines.toString(), "--template-file", template.toString(), "--json"))
        .isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("\"done\":2").contains("\"status\":\"done\"");
    assertThat(cli.err()).isEmpty();

    cli.input = "order\nx\n";
    assertThat(cli.run("batch", "run", "-", "--format", "csv", "--prompt-template", "Sort {order}"))
        .isEqualTo(Cli.OK);
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsBegun() {
    refused("did you mean 'order'?", "batch", "run", file + "", "--prompt-template", "{ordr}");
    refused("Say what is to be done", "batch", "run", file + "");
    refused("There is no file", "batch", "run", "none.csv", "--prompt-template", "x");
    refused("--format", "batch", "run", "orders.xlsx", "--prompt-template", "x");
    refused("There is no batch 'b9'", "batch", "show", "b9");
    refused("There is no batch 'b9'", "batch", "resume", "b9");
    refused("There is no batch 'b9'", "batch", "results", "b9");
    assertThat(cli.run("batch")).isEqualTo(Cli.USAGE);
    run("--id", "b1");
    refused("is done", "batch", "cancel", "b1");
    refused("is done", "batch", "pause", "b1");
    refused("is done", "batch", "resume", "b1", "--max-cost", "3", "--parallel", "2");
  }

  private void refused(String said, String... arguments) {
    assertThat(cli.run(arguments)).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains(said);
  }
}
