package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsTestCliTest {
  @TempDir private Path home;
  private CommandLineFixture cli;

  @BeforeEach
  void prepare() {
    cli = new CommandLineFixture(home);
  }

  private void examples(String examples) throws IOException {
    var folder = Files.createDirectories(home.resolve(".steward").resolve("agents"));
    Files.writeString(
        folder.resolve("sorter.md"),
        "---\nrole: Sorts\nmodel: deepseek-flash\nexamples:\n%s---\nSort.\n".formatted(examples));
  }

  @Test
  void examplesThatComeOutAsTheyMustAreWell() throws IOException {
    examples("  - { task: Sort this, contains: [DONE], lacks: [sorry], kind: ask_memory }\n");

    assertThat(cli.run("agents", "test", "sorter")).isEqualTo(Cli.OK);
    assertThat(cli.out()).contains("ok").contains("Sort this").contains("1 of 1 as they must be");
    assertThat(cli.desk.asked)
        .first()
        .asString()
        .startsWith("process cli/agent-test/agent-test-")
        .endsWith("/sorter: Sort this");
  }

  @Test
  void whatIsNotAsItMustBeIsNamed() throws IOException {
    examples(
        """
          - { task: Sort this, contains: [support], lacks: [done], kind: draft_email, tools: [memory_recall] }
          - { task: Sort that }
        """);

    assertThat(cli.run("agents", "test", "sorter")).isEqualTo(Cli.FAILED);
    assertThat(cli.out())
        .contains("FAILED  Sort this")
        .contains("'support' is not in the answer")
        .contains("'done' is in the answer")
        .contains("its kind is 'ask_memory' and not 'draft_email'")
        .contains("the tool 'memory_recall' was not used")
        .contains("ok      Sort that")
        .contains("1 of 2");
    assertThat(cli.run("agents", "test", "sorter", "--json")).isEqualTo(Cli.FAILED);
    assertThat(cli.out()).contains("\"passed\":false").contains("\"passed\":true");
  }

  @Test
  void anAgentWithoutExamplesOrNobodyIsRefused() {
    assertThat(cli.run("agents", "test", "ops_engine")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("has no examples");
    assertThat(cli.run("agents", "test", "nobody")).isEqualTo(Cli.FAILED);
    assertThat(cli.err()).contains("There is no agent 'nobody'");
  }
}
