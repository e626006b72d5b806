package dev.steward.core.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps runs, their steps and their signals. Every write is durable when the call returns: it
/// survives kill -9 and a power cut.
public interface Journal {
  /// Adds a new run. False, and nothing changed, if the tenant already has one with this id.
  boolean start(Run run);

  /// Another tenant's run is absent.
  Optional<Run> find(String tenant, String id);

  /// The newest runs first, started before the run `before` (empty: from the newest). Of runs that
  /// started at once the one taken later counts as newer.
  ///
  /// @param user only this user's; empty: all of the tenant's
  /// @param graph only those of this graph; empty: of all
  /// @throws dev.steward.core.Failure USER if `before` is not (or no longer) among them
  List<Run> list(String tenant, String user, String graph, String before, int limit);

  /// Runs of all graphs.
  default List<Run> list(String tenant, String user, String before, int limit) {
    return list(tenant, user, "", before, limit);
  }

  /// Replaces the run with the same tenant and id; its place in the order of runs stays.
  ///
  /// @throws dev.steward.core.Failure INTERNAL if there is none
  void update(Run run);

  /// Runs of every tenant that are not finished, in the order of their start.
  List<Run> unfinished();

  /// A run's steps by number.
  List<Step> steps(String tenant, String run);

  /// Adds these steps of one run, or replaces those with the same number, all or none.
  ///
  /// @throws dev.steward.core.Failure INTERNAL if the tenant has no such run
  void save(String tenant, List<Step> steps);

  /// Adds a signal. False, and nothing changed, if the run already has one with this id.
  ///
  /// @throws dev.steward.core.Failure USER if the tenant has no such run
  boolean signal(String tenant, Signal signal);

  /// A run's signals in the order of their arrival.
  List<Signal> signals(String tenant, String run);

  /// Deletes runs that finished before `before`, with steps and signals; says how many.
  int prune(Instant before);

  /// The ids of the tenant's runs, finished or not, in whose records, steps or signals one of these
  /// texts stands ([Needles]), in the order of their start.
  List<String> holding(String tenant, Collection<String> texts);

  /// Deletes those of these runs that are finished, with steps and signals, for good; returns their
  /// ids.
  Set<String> erase(String tenant, Collection<String> runs);
}
