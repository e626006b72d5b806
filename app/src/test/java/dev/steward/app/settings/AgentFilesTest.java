package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Playbook;
import dev.steward.core.cost.Money;
import dev.steward.core.tool.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents and playbooks in files of their own, beside `steward.yaml`.
class AgentFilesTest {
  private static final String FRONT =
      """
      ---
      role: Sorts what comes in
      model: deepseek-flash
      fallbacks: [claude-haiku-5-5]
      tools: [memory_recall]
      delegates: [outreach_qa]
      limits: { steps: 3, max_tokens: 500, max_cost: 0.05 }
      answer:
        department: { one_of: [sales, support], description: who it is for }
        urgent: flag
        words: { type: texts, optional: true }
      examples:
        - task: I want my money back
          contains: support
          lacks: [sales]
          kind: bulk_operation
          tools: [memory_recall]
      ---

      # Sort

      Say which department a message is for: {"x": 1}.
      """;

  @TempDir private Path folder;

  private Settings with(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("agents"));
    Files.writeString(folder.resolve("agents").resolve(name), text);
    return SettingsFile.open(folder, ZoneOffset.UTC);
  }

  private void refused(String name, String text, String... said) {
    assertThatThrownBy(() -> with(name, text))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.text()).contains(name).contains(said));
  }

  @Test
  void anAgentIsReadFromAFileOfItsOwn() throws IOException {
    var settings = with("sorter.md", FRONT);

    assertThat(settings.team().agent("sorter"))
        .isEqualTo(
            new Agent(
                "sorter",
                "Sorts what comes in",
                "# Sort\n\nSay which department a message is for: {\"x\": 1}.",
                List.of("deepseek-flash", "claude-haiku-5-5", "local"),
                List.of("memory_recall"),
                List.of(),
                new Agent.Limits(3, 500, Money.of("0.05")),
                new Agent.Ways(
                    List.of("outreach_qa"),
                    List.of(
                        new Schema.Struct(
                            "",
                            List.of(
                                Schema.required(
                                    "department",
                                    new Schema.Choice(
                                        "who it is for", List.of("sales", "support"))),
                                Schema.required("urgent", new Schema.Flag("")),
                                Schema.optional(
                                    "words", new Schema.Many("", new Schema.Text("")))))))));
    assertThat(settings.examples().get("sorter"))
        .containsExactly(
            new Example(
                "I want my money back",
                List.of("support"),
                List.of("sales"),
                "bulk_operation",
                List.of("memory_recall")));
    assertThat(settings.team().agents()).hasSizeGreaterThan(5);
  }

  @Test
  void aYamlFileHoldsInstructionsAsASetting() throws IOException {
    var settings =
        with("sorter.yaml", "role: Sorts\nmodel: deepseek-flash\ninstructions: Sort it.\n");

    assertThat(settings.team().agent("sorter").instructions()).isEqualTo("Sort it.");
  }

  @Test
  void agentsOfFilesMayBeHandedThings() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("steward.yaml"),
        SettingsFile.defaults()
            .replace("delegates: [ops_engine, outreach_qa, webmaster_mgr]", "delegates: [sorter]"));

    assertThat(with("sorter.md", FRONT).team().agent("steward").ways().delegates())
        .containsExactly("sorter");
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    assertThat(with(".hidden.md", "x").team().agents())
        .isEqualTo(with("README.txt", "x").team().agents());
  }

  @Test
  void mistakesAreNamedWithFileAndLine() {
    refused("sorter.md", FRONT.replace("urgent: flag", "urgent: fla"), ":10:", "flag");
    refused(
        "sorter.md",
        FRONT.replace("delegates: [outreach_qa]", "delegates: [outreach]"),
        ":6:",
        "did you mean 'outreach_qa'");
    refused("sorter.md", FRONT.replace("steps: 3", "stps: 3"), ":7:", "did you mean 'steps'");
    refused("sorter.md", "Only words.", "no settings");
    refused("sorter.md", FRONT.replace("role:", "name: other\nrole:"), "leave the name out");
  }

  @Test
  void twoAgentsOfOneNameAreRefused() {
    refused("outreach_qa.md", FRONT.replace("delegates: [outreach_qa]\n", ""), "second agent");
  }

  @Test
  void aFileThatIsNoNameIsRefused() {
    refused("My Agent.md", FRONT, "lower case");
  }

  private Settings withPlaybook(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("playbooks"));
    Files.writeString(folder.resolve("playbooks").resolve(name), text);
    return SettingsFile.open(folder, ZoneOffset.UTC);
  }

  private void playbookIsRefused(String name, String text, String said) {
    assertThatThrownBy(() -> withPlaybook(name, text))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.text()).contains(name, said));
  }

  @Test
  void aPlaybookIsReadFromAFileOfItsOwn() throws IOException {
    var settings =
        withPlaybook(
            "replies.md", "---\nkinds: [draft_email, negotiate]\n---\n\n1. Thank them.\n2. Ask.\n");

    assertThat(settings.team().playbooks())
        .containsExactly(
            new Playbook(
                "replies", List.of("draft_email", "negotiate"), "1. Thank them.\n2. Ask."));
  }

  @Test
  void mistakesInAPlaybookAreNamedWithTheirFile() {
    playbookIsRefused("a.md", "---\nkinds: [draft_emial]\n---\nDo it.", "draft_emial");
    playbookIsRefused("a.md", "---\nkinds: [draft_email]\n---\n", "says nothing");
    playbookIsRefused("a.md", "Do it.", "no settings");
    playbookIsRefused("a.md", "---\nkind: draft_email\n---\nDo it.", "kind");
  }

  @Test
  void aPlaybooksNameMustBeAName() {
    playbookIsRefused("A B.md", "---\nkinds: [draft_email]\n---\nDo it.", "lower case");
  }
}
