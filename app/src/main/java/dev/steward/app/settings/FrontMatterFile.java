package dev.steward.app.settings;

/// An agent or a playbook in a file of its own: settings in YAML between two lines of `---`, then a
/// text; or, in a `.yaml` file, settings alone.
///
/// @param path the file, for mistakes
/// @param name the file's, without its ending
/// @param body the text: an agent's instructions, a playbook's steps
record FrontMatterFile(String path, String name, String settings, String body) {
  private static final String FENCE = "---";

  /// Splits a file's text.
  static FrontMatterFile of(String path, String fileName, String text) {
    var name = fileName.substring(0, fileName.lastIndexOf('.'));
    if (!fileName.endsWith(".md")) {
      return new FrontMatterFile(path, name, text, "");
    }
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
      return new FrontMatterFile(path, name, "", text.strip());
    }
    int end = 1;
    while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) {
      end++;
    }
    // An empty line for the first fence, so that mistakes are named by the file's own lines.
    var settings = "\n" + String.join("\n", lines.subList(1, end));
    var rest = lines.subList(Math.min(end + 1, lines.size()), lines.size());
    return new FrontMatterFile(path, name, settings, String.join("\n", rest).strip());
  }
}
