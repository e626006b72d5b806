package dev.steward.web.mem0;

import dev.steward.web.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a condition of a filter compares.
enum Operator {
  EQ,
  NE,
  GT,
  GTE,
  LT,
  LTE,
  IN,
  NIN,
  CONTAINS,
  ICONTAINS;

  /// The operator of that name.
  ///
  /// @param field what is compared
  /// @throws Refusal 400 if there is none
  static Operator of(String name, String field) {
    return Arrays.stream(values())
        .filter(operator -> operator.word().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Conditions.wrong(
                "There is no operator '%s', which stands on '%s'; there are: %s"
                    .formatted(
                        Conditions.shown(name),
                        Conditions.shown(field),
                        Arrays.stream(values())
                            .map(Operator::word)
                            .collect(Collectors.joining(", ")))));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
