package dev.steward.core.agent;

import java.util.List;

/// How tasks of some kinds are done here, step by step: whichever agent does one is told.
///
/// @param name lower case with underscores
/// @param kinds the kinds of tasks that it is for
/// @param text the steps, in words
public record Playbook(String name, List<String> kinds, String text) {
  public Playbook {
    kinds = List.copyOf(kinds);
  }
}
