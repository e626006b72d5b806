package dev.steward.tools.memory;

import static dev.steward.tools.Uses.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Trust;
import dev.steward.core.policy.Secrets;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.InMemoryIndex;
import dev.steward.testkit.ManualClock;
import dev.steward.tools.Uses;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryToolsTest {
  private static final String WORDS = "John prefers mornings";

  private final FactStore facts = new InMemoryFactStore();
  private final InMemoryIndex index = new InMemoryIndex();
  private final HashingEmbedder embedder = new HashingEmbedder();
  private final Memory memory =
      new Memory(
          facts,
          index,
          index,
          embedder,
          new Secrets(),
          new ManualClock(Uses.NOW),
          new CountingIds(),
          Memory.Options.DEFAULTS);
  private final List<Tool> tools = MemoryTools.of(memory);
  private final Uses uses = new Uses(tools);

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void theNamesAndEffectsAreThoseThatOthersRelyOn() {
    assertThat(tools.stream().map(Tool::spec))
        .extracting(ToolSpec::name, ToolSpec::effect)
        .containsExactly(
            Tuple.tuple("memory_remember", Effect.KEYED),
            Tuple.tuple("memory_recall", Effect.PURE),
            Tuple.tuple("memory_forget", Effect.KEYED));
  }

  @Test
  void whatIsRememberedIsRecalledWithItsSource() {
    var message =
        new Message(
            "m1",
            new Scope("acme", "ana", "s-ana"),
            Message.Role.USER,
            "ana",
            "cli",
            "t1",
            Trust.OWNER,
            Labels.NONE,
            "Remember that John prefers mornings",
            Uses.NOW);
    facts.write(FactStore.Batch.of(message));

    var remembered = remember("ana", WORDS, "preference", "user");
    memory.settle();
    var recalled = uses.use("memory_recall", Map.of("query", "John mornings", "limit", "5"));

    assertThat(remembered.data()).containsEntry("text", WORDS);
    assertThat(at(recalled.data(), "results", "0"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("id", at(remembered.data(), "id"))
        .containsEntry("layer", "user")
        .containsEntry("kind", "preference")
        .containsEntry("text", WORDS)
        .containsEntry("source", "m1")
        .containsEntry("quote", "Remember that John prefers mornings")
        .containsEntry("at", Uses.NOW.toString())
        .containsEntry("subject", "john")
        .containsKey("score");
  }

  @Test
  void rememberingAgainAfterACrashIsRememberingOnce() {
    var arguments = Map.<String, Object>of("text", WORDS);

    var first = uses.use("ana", "memory_remember", "run/9", arguments);
    var again = uses.use("ana", "memory_remember", "run/9", arguments);

    assertThat(again).isEqualTo(first);
    assertThat(results(recall("ana"))).hasSize(1);
  }

  @Test
  void othersSeeOnlyWhatIsTheOrganisations() {
    remember("ana", WORDS, "preference", "user");
    remember("ana", WORDS, "fact", "organisation");

    assertThat(at(recall("bob").data(), "results"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("layer", "organisation");
  }

  @Test
  void whatIsForgottenIsGone() {
    var id = String.valueOf(at(remember("ana", WORDS, "fact", "user").data(), "id"));

    assertThat(results(recall("ana"))).hasSize(1);
    assertThat(uses.use("bob", "memory_forget", Map.of("ids", List.of(id))).data())
        .containsEntry("forgotten", List.of());
    assertThat(uses.use("memory_forget", Map.of("ids", id)).data())
        .containsEntry("forgotten", List.of(id));
    assertThat(results(recall("ana"))).isEmpty();
  }

  @Test
  void secretsAreMaskedInWhatIsRemembered() {
    var result = remember("ana", "The card is 4111 1111 1111 1111", "fact", "user");

    assertThat(result.text()).doesNotContain("4111 1111 1111 1111");
    assertThat(String.valueOf(result.data())).doesNotContain("4111 1111 1111 1111");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(uses.use("memory_remember", Map.of()).text()).contains("'text'");
    assertThat(uses.use("memory_remember", Map.of("text", "x".repeat(10_000))).text())
        .contains("'text'");
    assertThat(remember("ana", "x", "rumour", "user").text()).contains("'kind'");
    assertThat(remember("ana", "x", "fact", "session").text()).contains("'layer'");
    assertThat(uses.use("memory_recall", Map.of("query", "x", "limit", 0L)).text())
        .contains("'limit'");
    assertThat(uses.use("memory_forget", Map.of("ids", List.of())).text()).contains("'ids'");
  }

  private ToolResult remember(String user, String text, String kind, String layer) {
    return uses.use(user, "memory_remember", Map.of("text", text, "kind", kind, "layer", layer));
  }

  private ToolResult recall(String user) {
    memory.settle();
    return uses.use(user, "memory_recall", Map.of("query", WORDS));
  }

  private static List<?> results(ToolResult result) {
    return (List<?>) at(result.data(), "results");
  }
}
