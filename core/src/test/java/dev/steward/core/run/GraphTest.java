package dev.steward.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {
  private final List<String> entered = new ArrayList<>();

  record Count(int value) {
    Count plus(int more) {
      return new Count(value + more);
    }
  }

  @Test
  void nodesRunAlongTheEdgesFromTheFirstToTheEnd() {
    var graph =
        graph()
            .node("one", (count, durable) -> count.plus(1))
            .node("two", (count, durable) -> count.plus(10))
            .node("three", (count, durable) -> count.plus(100))
            .edge("one", "three")
            .edge("three", "two")
            .build();

    assertThat(run(graph, 0)).isEqualTo(111);
    assertThat(entered).containsExactly("one", "three", "two");
  }

  @Test
  void aBranchLooksAtTheStateThatItsNodeLeft() {
    var graph =
        graph()
            .node("add", (count, durable) -> count.plus(1))
            .node("odd", (count, durable) -> count)
            .node("even", (count, durable) -> count)
            .branch(
                "add",
                List.of("odd", "even", Graph.END),
                count -> count.value() == 9 ? Graph.END : count.value() % 2 == 0 ? "even" : "odd")
            .build();

    run(graph, 0);
    run(graph, 1);
    run(graph, 8);

    assertThat(entered).containsExactly("add", "odd", "add", "even", "add");
  }

  @Test
  void aLoopGoesRoundUntilItsBranchLeavesIt() {
    var graph =
        graph()
            .node("add", (count, durable) -> count.plus(1))
            .node("report", (count, durable) -> count.plus(1000))
            .branch(
                "add", List.of("add", "report"), count -> count.value() < 5_000 ? "add" : "report")
            .edge("report", Graph.END)
            .build();

    assertThat(run(graph, 0)).isEqualTo(6_000);
    assertThat(entered).hasSize(5_001);
  }

  @Test
  void aLoopWithoutAnEndIsStopped() {
    var graph = graph().node("add", (count, durable) -> count.plus(1)).edge("add", "add").build();

    assertThatThrownBy(() -> run(graph, 0))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL))
        .hasMessageContaining("'counting'")
        .hasMessageContaining("10000 nodes");
    assertThat(entered).hasSize(10_000);
  }

  @Test
  void aBranchThatLeavesForNowhereIsTold() {
    var graph =
        graph()
            .node("one", (count, durable) -> count)
            .node("two", (count, durable) -> count)
            .branch("one", List.of("two"), count -> "one")
            .build();

    assertThatThrownBy(() -> run(graph, 0))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "The graph 'counting' left 'one' for 'one', which is not among its edges [two]");
  }

  @Test
  void aNodeTouchesTheDurableThatItIsGiven() {
    var graph =
        graph().node("one", (count, durable) -> count.plus(durable.runId().length())).build();

    assertThat(run(graph, 0)).isEqualTo(4);
  }

  @Test
  void aGraphWithoutNodesIsRefused() {
    assertThatThrownBy(() -> graph().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the graph 'counting' has no node");
  }

  @Test
  void anEdgeThatHangsInTheAirIsRefused() {
    var to = graph().node("one", (count, durable) -> count).edge("one", "nowhere");
    var from = graph().node("one", (count, durable) -> count).edge("nowhere", "one");
    var branch =
        graph()
            .node("one", (count, durable) -> count)
            .branch("one", List.of(Graph.END, "nowhere"), count -> Graph.END);

    for (var builder : List.of(to, from, branch)) {
      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'counting' has an edge at 'nowhere', which is no node");
    }
  }

  @Test
  void aNodeThatNothingLeadsToIsRefused() {
    var builder =
        graph()
            .node("one", (count, durable) -> count)
            .node("island", (count, durable) -> count)
            .node("beach", (count, durable) -> count)
            .edge("one", Graph.END)
            .edge("island", "beach")
            .edge("beach", "island");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the graph 'counting' never comes to [island, beach]");
  }

  @Test
  void aNameIsGivenOnce() {
    var builder = graph().node("one", (count, durable) -> count);

    assertThatThrownBy(() -> builder.node("one", (count, durable) -> count))
        .hasMessage("the name 'one' is taken");
    assertThatThrownBy(() -> builder.node(Graph.END, (count, durable) -> count))
        .hasMessage("the name 'end' is taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a[b]", "9to5", "say \"hi\"", "-->", "a--b"})
  void aNameThatCannotBeDrawnIsRefused(String name) {
    var builder = graph();

    assertThatThrownBy(() -> builder.node(name, (count, durable) -> count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void aNodeHasOneEdgeOrBranch() {
    var builder = graph().node("one", (count, durable) -> count).edge("one", Graph.END);

    assertThatThrownBy(() -> builder.edge("one", "one"))
        .hasMessage("there is an edge from 'one' already");
    assertThatThrownBy(() -> builder.branch("one", List.of("one"), count -> "one"))
        .hasMessage("there is an edge from 'one' already");
  }

  @Test
  void aBuilderThatGoesOnDoesNotChangeWhatItBuilt() {
    var builder = graph().node("one", (count, durable) -> count.plus(1));
    var graph = builder.build();
    builder.node("two", (count, durable) -> count.plus(1)).edge("one", "two").build();

    assertThat(run(graph, 0)).isEqualTo(1);
    assertThat(graph.name()).isEqualTo("counting");
    assertThat(graph.state()).isEqualTo(Count.class);
  }

  @Test
  void aGraphIsDrawnWithItsNodesAndEdges() {
    var graph =
        graph()
            .node("draft", (count, durable) -> count)
            .node("ask-boss", (count, durable) -> count)
            .node("send_it", (count, durable) -> count)
            .edge("draft", "ask-boss")
            .branch("ask-boss", List.of("draft", "send_it", Graph.END), count -> Graph.END)
            .build();

    assertThat(graph.diagram())
        .isEqualTo(
            """
            flowchart LR
              draft[draft]
              ask-boss[ask-boss]
              send_it[send_it]
              draft --> ask-boss
              ask-boss --> draft
              ask-boss --> send_it
              ask-boss --> finish([end])
              send_it --> finish([end])
            """);
  }

  private static Graph.Builder<Count> graph() {
    return Graph.named("counting", Count.class);
  }

  private int run(Graph<Count> graph, int first) {
    return graph.run(new Count(first), new NoSteps(), entered::add).value();
  }

  /// For graphs without steps.
  private static final class NoSteps implements Durable {
    @Override
    public String runId() {
      return "r-99";
    }

    @Override
    public Instant now() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <I, O> O call(Op<I, O> op, I in) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <I, O> List<Result<O>> fanOut(Op<I, O> op, List<I> inputs, int maxParallel) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> await(String signal, Class<T> type, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException();
    }
  }
}
