package dev.steward.policies.secrets;

import dev.steward.core.Failure;
import dev.steward.core.policy.SecretFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Finds keys, tokens and passwords of some two hundred services by rules: what they look like, and
/// what labels give them away.
///
/// One pass over the text looks for the words of all rules. Only where one stands is a rule's
/// pattern held against the text, by RE2/J, which never goes back.
public final class RuleSecretFinder implements SecretFinder {
  private static final String FILE = "secrets.rules";

  /// What stands in for a secret begins so.
  private static final String MASK = "[masked: ";

  /// What is longer than this is looked at by a rule only once, however often its words are in it.
  private static final int LONG = 64;

  private final List<Rule> rules;
  private final Words words;

  /// What each word is for.
  private final List<List<Use>> uses;

  /// A rule, and the word as it is written there.
  private record Use(int rule, String word) {}

  private record Found(int rule, Span span) {}

  /// With the rules that Steward comes with.
  public RuleSecretFinder() {
    this(RuleFile.parse(supplied()));
  }

  RuleSecretFinder(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    var byWord = new LinkedHashMap<String, List<Use>>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (var word : rules.get(rule).words()) {
        byWord.computeIfAbsent(small(word), key -> new ArrayList<>()).add(new Use(rule, word));
      }
    }
    words = new Words(List.copyOf(byWord.keySet()));
    uses = byWord.values().stream().map(List::copyOf).toList();
  }

  private static String small(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static String supplied() {
    try (var file = Objects.requireNonNull(RuleSecretFinder.class.getResourceAsStream(FILE))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.internal(
          "Reading %s of Steward's own program failed; install it again".formatted(FILE), e);
    }
  }

  List<Rule> rules() {
    return rules;
  }

  @Override
  public List<Span> find(String text) {
    var search = new Search(text);
    words.find(text, search);
    return search.spans();
  }

  /// One look through one text.
  private final class Search implements Words.Listener {
    private final String text;
    private final List<Found> found = new ArrayList<>();

    /// From where on each rule may find something: what it has found or looked through.
    private final int[] free = new int[rules.size()];

    Search(String text) {
      this.text = text;
    }

    @Override
    public void found(int word, int start, int end) {
      for (var use : uses.get(word)) {
        var rule = rules.get(use.rule());
        if (start >= free[use.rule()]
            && (!rule.exact() || text.startsWith(use.word(), start))
            && !rule.place().tryEach(text, start, end, at -> isSecret(use.rule(), start, at))) {
          pause(use.rule(), start);
        }
      }
    }

    private void pause(int rule, int word) {
      if (rules.get(rule).pause() > 0) {
        free[rule] = Math.max(free[rule], word + rules.get(rule).pause());
      }
    }

    /// Whether what the rule's shape describes begins at `at`; it is noted if so.
    private boolean isSecret(int index, int word, int at) {
      var rule = rules.get(index);
      var match = rule.shape().match(text, at);
      if (match.isEmpty()) {
        return false;
      }
      var matched = match.get();
      var secret = rule.place() instanceof Place.Begins ? new Range(word, matched.end()) : matched;
      if (secret.end() - secret.start() > LONG) {
        free[index] = secret.end();
      }
      var isOne = !text.startsWith(MASK, secret.start()) && rule.holds(text, word, secret);
      if (isOne) {
        note(index, secret);
      }
      return isOne;
    }

    /// Notes a secret, and what of its kind follows it.
    private void note(int index, Range secret) {
      var rule = rules.get(index);
      var next = Optional.of(secret);
      while (next.isPresent()) {
        var one = next.get();
        found.add(new Found(index, new Span(one.start(), one.end(), rule.kind())));
        free[index] = one.end();
        next =
            rule.more().stream()
                .flatMap(shape -> shape.match(text, one.end()).stream())
                .filter(another -> !text.startsWith(MASK, another.start()))
                .findFirst();
      }
    }

    /// Those of the first rules first: they know best.
    List<Span> spans() {
      return found.stream().sorted(Comparator.comparingInt(Found::rule)).map(Found::span).toList();
    }
  }
}
