package dev.steward.app.cli;

/// Makes text stand out or step back, on terminals that want it.
record Style(boolean colours) {
  private static final String RESET = "\u001b[0m";

  /// Colours on a terminal, unless `NO_COLOR` is set or the terminal is dumb.
  static Style of(Surroundings surroundings) {
    return new Style(
        surroundings.outputIsTerminal()
            && surroundings.environment("NO_COLOR").isEmpty()
            && !surroundings.environment("TERM").equals("dumb"));
  }

  String dim(String text) {
    return in("2", text);
  }

  String bold(String text) {
    return in("1", text);
  }

  String green(String text) {
    return in("32", text);
  }

  String yellow(String text) {
    return in("33", text);
  }

  String red(String text) {
    return in("31", text);
  }

  private String in(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
