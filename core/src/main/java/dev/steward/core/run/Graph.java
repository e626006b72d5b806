package dev.steward.core.run;

import dev.steward.core.Failure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Named nodes over a state, and the edges between them: a turn, or a playbook. Immutable; can be
/// run and drawn.
public final class Graph<S extends Record> {
  /// Where an edge leads that ends the run.
  public static final String END = "end";

  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*(?:-\\w+)*");

  /// A loop that goes round this often is a bug.
  private static final int MOST_VISITS = 10_000;

  private final String name;
  private final Class<S> state;
  private final Map<String, Node<S>> nodes;
  private final Map<String, Edge<S>> edges;
  private final Set<String> concluding;

  private record Edge<S>(List<String> targets, Function<S, String> next) {}

  private Graph(Builder<S> builder) {
    this.name = builder.name;
    this.state = builder.state;
    this.nodes = new LinkedHashMap<>(builder.nodes);
    this.edges = new LinkedHashMap<>(builder.edges);
    this.concluding = Set.copyOf(builder.concluding);
  }

  /// A graph to be filled; its first node is where it starts.
  public static <S extends Record> Builder<S> named(String name, Class<S> state) {
    return new Builder<>(name, state);
  }

  public String name() {
    return name;
  }

  public Class<S> state() {
    return state;
  }

  /// Whether a run that has come to this node can't be cancelled any more.
  boolean concludes(String node) {
    return concluding.contains(node);
  }

  /// Goes from the first node to the end.
  ///
  /// @param entering told each node's name before it runs
  public S run(S first, Durable durable, Consumer<String> entering) {
    var current = first;
    var node = nodes.keySet().iterator().next();
    for (int visits = 0; !node.equals(END); visits++) {
      if (visits == MOST_VISITS) {
        throw Failure.internal(
            "The graph '%s' went through %d nodes without coming to an end"
                .formatted(name, MOST_VISITS),
            null);
      }
      entering.accept(node);
      current = nodeNamed(node).run(current, durable);
      node = next(node, current);
    }
    return current;
  }

  private Node<S> nodeNamed(String node) {
    var found = nodes.get(node);
    if (found == null) {
      throw new IllegalStateException("no node " + node);
    }
    return found;
  }

  private String next(String node, S current) {
    var edge = edges.get(node);
    if (edge == null) {
      return END;
    }
    var target = edge.next().apply(current);
    if (!edge.targets().contains(target)) {
      throw Failure.internal(
          "The graph '%s' left '%s' for '%s', which is not among its edges %s"
              .formatted(name, node, target, edge.targets()),
          null);
    }
    return target;
  }

  /// The graph as a Mermaid flowchart.
  public String diagram() {
    var text = new StringBuilder("flowchart LR\n");
    nodes.keySet().forEach(node -> text.append("  %s[%s]\n".formatted(node, node)));
    var ends = new StringBuilder();
    for (var node : nodes.keySet()) {
      var edge = edges.get(node);
      var targets = edge == null ? List.of(END) : edge.targets();
      targets.forEach(target ->
          ends.append(
              "  %s --> %s\n".formatted(node, target.equals(END) ? "finish([end])" : target)));
    }
    return text.append(ends).toString();
  }

  /// Collects nodes and edges.
  public static final class Builder<S extends Record> {
    private final String name;
    private final Class<S> state;
    private final Map<String, Node<S>> nodes = new LinkedHashMap<>();
    private final Map<String, Edge<S>> edges = new LinkedHashMap<>();
    private final Set<String> concluding = new LinkedHashSet<>();

    private Builder(String name, Class<S> state) {
      this.name = name;
      this.state = state;
    }

    /// A node.
    ///
    /// @param node letters, digits, `_` and single `-`, so that it can be drawn
    public Builder<S> node(String node, Node<S> work) {
      if (!NAME.matcher(node).matches()) {
        throw new IllegalArgumentException(
            "'%s' is no name for a node: use letters, digits, '_' and single '-'".formatted(node));
      }
      if (node.equals(END) || nodes.put(node, work) != null) {
        throw new IllegalArgumentException("the name '" + node + "' is taken");
      }
      return this;
    }

    public Builder<S> edge(String from, String to) {
      return branch(from, List.of(to), state -> to);
    }

    /// An edge that looks at the state.
    ///
    /// @param targets all that `next` may answer
    public Builder<S> branch(String from, List<String> targets, Function<S, String> next) {
      if (edges.put(from, new Edge<>(List.copyOf(targets), next)) != null) {
        throw new IllegalArgumentException("there is an edge from '" + from + "' already");
      }
      return this;
    }

    /// Nodes that write down what the run came to: from the first of them on it goes to its end,
    /// though somebody [cancels][Runs#cancel] it.
    public Builder<S> concluding(String... nodes) {
      concluding.addAll(List.of(nodes));
      return this;
    }

    /// The finished graph.
    ///
    /// @throws IllegalArgumentException if there is no node, an edge hangs in the air, or nothing
    ///   leads to a node
    public Graph<S> build() {
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("the graph '" + name + "' has no node");
      }
      edges.forEach((from, edge) -> {
        requireNode(from);
        edge.targets().stream().filter(to -> !to.equals(END)).forEach(this::requireNode);
      });
      for (var node : concluding) {
        if (!nodes.containsKey(node)) {
          throw new IllegalArgumentException(
              "the graph '%s' concludes with '%s', which is no node".formatted(name, node));
        }
      }
      var unreached = new LinkedHashSet<>(nodes.keySet());
      reach(nodes.keySet().iterator().next(), unreached);
      if (!unreached.isEmpty()) {
        throw new IllegalArgumentException(
            "the graph '%s' never comes to %s".formatted(name, unreached));
      }
      return new Graph<>(this);
    }

    private void reach(String node, Set<String> unreached) {
      var edge = edges.get(node);
      if (unreached.remove(node) && edge != null) {
        edge.targets().forEach(target -> reach(target, unreached));
      }
    }

    private void requireNode(String node) {
      if (!nodes.containsKey(node)) {
        throw new IllegalArgumentException(
            "the graph '%s' has an edge at '%s', which is no node".formatted(name, node));
      }
    }
  }
}
