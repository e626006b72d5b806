package dev.steward.app.settings;

/// An agent in a file of its own: settings in YAML between two lines of `---`, then its
/// instructions; or, in a `.yaml` file, settings alone.
///
/// @param path the file, for mistakes
/// @param name the agent's, which is the file's
record AgentFile(String path, String name, String settings, String instructions) {
  private static final String FENCE = "---";

  /// Splits a file's text.
  static AgentFile of(String path, String fileName, String text) {
    var name = fileName.substring(0, fileName.lastIndexOf('.'));
    if (!fileName.endsWith(".md")) {
      return new AgentFile(path, name, text, "");
    }
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
      return new AgentFile(path, name, "", text.strip());
    }
    int end = 1;
    while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) {
      end++;
    }
    // An empty line for the first fence, so that mistakes are named by the file's own lines.
    var settings = "\n" + String.join("\n", lines.subList(1, end));
    var rest = lines.subList(Math.min(end + 1, lines.size()), lines.size());
    return new AgentFile(path, name, settings, String.join("\n", rest).strip());
  }
}
