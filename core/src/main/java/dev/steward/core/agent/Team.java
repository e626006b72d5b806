package dev.steward.core.agent;

import dev.steward.core.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everybody who works here.
///
/// @param main the name of the agent that people talk to, and that takes what no specialist owns
/// @param classifier the name of the agent that tells kinds of tasks apart
/// @param playbooks how tasks of some kinds are done
public record Team(List<Agent> agents, String main, String classifier, List<Playbook> playbooks) {
  public Team {
    agents = List.copyOf(agents);
    playbooks = List.copyOf(playbooks);
  }

  /// A team without playbooks.
  public Team(List<Agent> agents, String main, String classifier) {
    this(agents, main, classifier, List.of());
  }

  public Team withPlaybooks(List<Playbook> playbooks) {
    return new Team(agents, main, classifier, playbooks);
  }

  /// The playbooks for a kind of task, by name.
  public List<Playbook> playbooks(String kind) {
    return playbooks.stream()
        .filter(playbook -> playbook.kinds().contains(kind))
        .sorted(Comparator.comparing(Playbook::name))
        .toList();
  }

  public Optional<Agent> find(String name) {
    return agents.stream().filter(agent -> agent.name().equals(name)).findFirst();
  }

  /// The agent of that name.
  ///
  /// @throws Failure USER, naming the agents there are
  public Agent agent(String name) {
    return find(name)
        .orElseThrow(() ->
            Failure.user(
                "There is no agent '%s'; the team has: %s"
                    .formatted(
                        name, agents.stream().map(Agent::name).collect(Collectors.joining(", ")))));
  }

  /// Whose task it is: the agent that owns the kind, else the main one.
  public Agent owner(String kind) {
    return agents.stream()
        .filter(agent -> agent.kinds().contains(kind))
        .findFirst()
        .orElseGet(() -> agent(main));
  }
}
