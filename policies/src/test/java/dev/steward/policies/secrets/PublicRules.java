package dev.steward.policies.secrets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rules of gitleaks, which lie beside the repository: what others recognise, we must.
final class PublicRules {
  private static final String FILE = "gitleaks.toml";
  private static final String QUOTES = "'''";

  /// A rule of theirs.
  ///
  /// @param pattern empty if the rule is about the names of files alone
  /// @param keywords one of them is in every text that the rule is held against
  /// @param group which group of the pattern is the secret; 0: the first that matches, or all of it
  /// @param allowed patterns of what is no secret all the same
  record PublicRule(
      String id,
      String pattern,
      List<String> keywords,
      double entropy,
      int group,
      List<String> allowed) {
    /// The secret in `text`, if the rule finds one.
    Optional<String> secret(String text) {
      var small = text.toLowerCase(Locale.ROOT);
      var matcher = Pattern.compile(pattern).matcher(text);
      return keywords.stream().anyMatch(small::contains) && matcher.find()
          ? Optional.of(secret(matcher))
              .filter(secret -> Randomness.entropy(secret, 0, secret.length()) > entropy)
              .filter(secret -> allowed.stream().noneMatch(form -> contains(secret, form)))
          : Optional.empty();
    }

    private static boolean contains(String secret, String form) {
      return Pattern.compile(form).matcher(secret).find();
    }

    private String secret(Matcher matcher) {
      int first =
          IntStream.rangeClosed(Math.max(1, group), matcher.groupCount())
              .filter(i -> matcher.start(i) >= 0 && matcher.end(i) > matcher.start(i))
              .findFirst()
              .orElse(0);
      return matcher.group(first);
    }
  }

  private PublicRules() {}

  /// All of them; whoever has no such file skips the test.
  static List<PublicRule> read() {
    var file = folder().resolve(FILE);
    assumeTrue(
        Files.isReadable(file),
        file.toAbsolutePath().normalize()
            + " is missing, so nothing is compared with it; name its folder with"
            + " -Dsteward.data=FOLDER");
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    return Path.of(
        System.getProperty(
            "steward.data", System.getenv().getOrDefault("STEWARD_DATA", "../../shared/data")));
  }

  private static List<PublicRule> parse(List<String> lines) {
    var rules = new ArrayList<PublicRule>();
    Map<String, String> fields = new HashMap<>();
    var prefix = "ignored.";
    for (var line : joined(lines)) {
      if (line.equals("[[rules]]")) {
        add(fields, rules);
        fields.clear();
        prefix = "";
      } else if (line.startsWith("[")) {
        prefix = fields.containsKey("id") ? "allowed." : "ignored.";
        fields.remove("allowed.regexTarget");
      } else if (line.contains(" = ")) {
        var parts = line.split(" = ", 2);
        var onSecret = !fields.containsKey("allowed.regexTarget");
        if (onSecret || !parts[0].equals("regexes")) {
          fields.merge(prefix + parts[0], parts[1], String::concat);
        }
      }
    }
    add(fields, rules);
    return rules;
  }

  /// A list in brackets on one line, however many it has.
  private static List<String> joined(List<String> lines) {
    var joined = new ArrayList<String>();
    for (var line : lines) {
      var last = joined.isEmpty() ? "" : joined.getLast();
      if (last.matches("\\w+ = \\[.*") && !last.endsWith("]")) {
        joined.set(joined.size() - 1, last + line.strip());
      } else {
        joined.add(line.strip());
      }
    }
    return joined;
  }

  private static void add(Map<String, String> fields, List<PublicRule> rules) {
    if (fields.containsKey("id")) {
      rules.add(
          new PublicRule(
              fields.getOrDefault("id", "").replace("\"", ""),
              fields.getOrDefault("regex", "").replace(QUOTES, ""),
              all("\"([^\"]*)\"", fields.getOrDefault("keywords", "")),
              Double.parseDouble(fields.getOrDefault("entropy", "0")),
              Integer.parseInt(fields.getOrDefault("secretGroup", "0")),
              all("(?s)'''(.*?)'''", fields.getOrDefault("allowed.regexes", ""))));
    }
  }

  private static List<String> all(String pattern, String text) {
    var all = new ArrayList<String>();
    var matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }
}
