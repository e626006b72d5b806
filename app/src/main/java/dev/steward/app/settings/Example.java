package dev.steward.app.settings;

import java.util.List;

/// A task that an agent must do well, and what its answer must be like.
///
/// @param contains texts that must be in the answer, in whatever case
/// @param lacks texts that must not be
/// @param kind the task kind that it must be taken for; empty: any
/// @param tools tools that must have been used, by name
public record Example(
    String task, List<String> contains, List<String> lacks, String kind, List<String> tools) {
  public Example {
    contains = List.copyOf(contains);
    lacks = List.copyOf(lacks);
    tools = List.copyOf(tools);
  }
}
