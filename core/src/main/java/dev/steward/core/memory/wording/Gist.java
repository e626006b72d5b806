package dev.steward.core.memory.wording;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a text says, in a form that can be compared: whom it is about, of what it tells, which
/// values it names, whether it denies, and whether it says that something changed.
public final class Gist {
  /// What a text does, beside telling something.
  public enum Mode {
    PLAIN,
    DECISION,
    PREFERENCE,
    PROMISE,
    EVENT
  }

  private static final int LONGEST_PLAIN = 28;
  private static final Set<String> SELF = Lexis.set("i me my mine i'm i've i'll i'd myself");
  private static final Set<String> WE = Lexis.set("we us our ours we're we've we'll we'd");

  /// What somebody does at one place at a time.
  private static final Set<String> SINGLE = Set.of("home", "employer", "drive");

  private static final Set<String> DECIDED =
      Lexis.set("decided decide decision agreed agree settled resolved approved chose");
  private static final Set<String> LIKING =
      Lexis.set(
          "prefer prefers preferred preference preferences like likes love loves hate hates dislike"
              + " dislikes enjoy enjoys favourite favorite allergic vegetarian vegan always never");
  private static final Set<String> PROMISED =
      Lexis.set("i'll we'll will promise promised promises commit committed gonna");

  /// A text begins with one name, or two; more ways to take them for common words are not kept.
  private static final int MOST_VARIANTS = 8;

  private final List<Token> tokens;
  private final Set<String> capitalised;
  private final Map<Set<String>, Gist> variants = new ConcurrentHashMap<>();
  private final Supplier<Set<String>> commonWords;
  private final Supplier<List<Gist>> parts;
  private final BitSet replaced;
  private final Shape shape;
  private final boolean negated;
  private final boolean cued;
  private final boolean plain;
  private final Set<String> lowerNames;

  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> topic = new LinkedHashSet<>();
  private final Set<String> complement = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> holders = new LinkedHashSet<>();
  private final Set<String> valueNames = new LinkedHashSet<>();
  private final Set<String> purposes = new LinkedHashSet<>();
  private final Set<String> numbered = new LinkedHashSet<>();
  private final Map<Token.Kind, Set<String>> values = new LinkedHashMap<>();

  /// @param common words that are no names though they begin with a capital
  private Gist(List<Token> tokens, Set<String> common) {
    this.tokens = tokens;
    this.capitalised = capitalised(tokens);
    this.commonWords = once(() -> commonWords(tokens));
    this.parts =
        once(() -> Clauses.of(tokens).stream().map(part -> new Gist(part, common)).toList());
    this.replaced = Replaced.in(tokens);
    this.shape = Shape.of(tokens, replaced);
    this.negated = negates();
    this.cued =
        tokens.stream().anyMatch(token -> token.isWord() && Lexis.CUES.contains(token.canon()))
            || Idioms.tellChange(tokens)
            || !replaced.isEmpty();
    var idioms = Idioms.in(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      if (!idioms.get(i)) {
        take(i, common);
      }
    }
    this.plain =
        tokens.size() <= LONGEST_PLAIN && tokens.stream().noneMatch(token -> token.is("?"));
    this.lowerNames =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /// Works it out when it is first asked for.
  private static <T> Supplier<T> once(Supplier<T> work) {
    var done = new AtomicReference<T>();
    return () -> {
      var value = done.get();
      if (value == null) {
        value = work.get();
        done.set(value);
      }
      return value;
    };
  }

  public static Gist of(String text) {
    return new Gist(Tokens.of(text), Set.of());
  }

  /// The same, with these words taken for common ones though they begin with a capital. A text is
  /// held against many others, most of which have the same of its words: each way is worked out
  /// once.
  Gist with(Set<String> common) {
    if (disjoint(lowerNames, common)) {
      return this;
    }
    var taken = capitalised.stream().filter(common::contains).collect(Collectors.toSet());
    var known = variants.get(taken);
    if (known != null) {
      return known;
    }
    var variant = new Gist(tokens, taken);
    if (variants.size() < MOST_VARIANTS) {
      variants.put(taken, variant);
    }
    return variant;
  }

  private static boolean disjoint(Set<String> few, Set<String> many) {
    for (var each : few) {
      if (many.contains(each)) {
        return false;
      }
    }
    return true;
  }

  /// Words with a capital: the only ones that may be names.
  private static Set<String> capitalised(List<Token> tokens) {
    return tokens.stream()
        .filter(Token::isCapitalised)
        .map(Token::canon)
        .collect(Collectors.toSet());
  }

  /// Words in small letters that are no names.
  Set<String> commonWords() {
    return commonWords.get();
  }

  private static Set<String> commonWords(List<Token> tokens) {
    return tokens.stream()
        .filter(token -> token.isWord() && !token.isCapitalised())
        .map(Token::canon)
        .collect(Collectors.toSet());
  }

  private void take(int i, Set<String> common) {
    var token = tokens.get(i);
    if (token.kind().isValue()) {
      if (replaced.get(i)) {
        gone.add(token.canon());
      } else {
        if (token.kind() == Token.Kind.NUMBER && shape.isTopic(i) && shape.hasVerb()) {
          numbered.add(token.canon());
        }
        if (purpose(i).equals("for") && token.kind() == Token.Kind.NUMBER) {
          purposes.add(token.canon());
        }
        values.computeIfAbsent(token.kind(), kind -> new LinkedHashSet<>()).add(token.canon());
      }
      return;
    }
    if (!token.isWord()) {
      return;
    }
    var canon = token.canon();
    var isHolder = shape.isHolder(i);
    if (SELF.contains(canon) || WE.contains(canon)) {
      if (isHolder && !replaced.get(i)) {
        holders.add(SELF.contains(canon) ? "i" : "we");
      }
      return;
    }
    var isName = Names.isName(tokens, i) && !common.contains(canon);
    if (isName) {
      names.add(token.text());
    }
    if (Lexis.FUNCTION.contains(canon) || Lexis.NEGATIONS.contains(canon)) {
      return;
    }
    var stem = isName ? canon : Lexis.stem(canon);
    if (replaced.get(i)) {
      if (!Lexis.CHANGE.contains(canon)) {
        gone.add(stem);
      }
      return;
    }
    keys.add(stem);
    if (!isName && !purpose(i).isEmpty()) {
      purposes.add(stem);
    }
    if (isName && shape.isAgent(i)) {
      return;
    }
    if (isName && isHolder) {
      holders.add(canon);
    } else if (isName && !shape.isTopic(i)) {
      valueNames.add(canon);
    } else if (!Lexis.classOf(canon).isEmpty() && !shape.isTopic(i)) {
      complement.add(stem);
    } else if (!Lexis.CHANGE.contains(canon) && !Lexis.PLAIN_VERBS.contains(canon)) {
      if (shape.isTopic(i) || shape.isTellingVerb(i)) {
        topic.add(stem);
      } else {
        complement.add(stem);
      }
    }
  }

  /// The `for` or `on` that the token there is told with, or empty.
  private String purpose(int i) {
    for (int at = i - 1; at >= 0 && at >= i - 3; at--) {
      var token = tokens.get(at);
      if (token.is("for", "about", "on", "per")) {
        return tokens.get(at).canon();
      }
      if (!token.isWord() || token.is("to", "in", "at", "from", "with", "by", "of")) {
        return "";
      }
    }
    return "";
  }

  private boolean negates() {
    int count = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isWord()
          && Lexis.NEGATIONS.contains(tokens.get(i).canon())
          && !replaced.get(i)
          && !tokens.get(Math.min(i + 1, tokens.size() - 1)).is("longer")) {
        count++;
      }
    }
    return count % 2 == 1;
  }

  /// What it is about, in small letters, or empty where that is not plain.
  public String subject() {
    return shape.subject();
  }

  /// What of the subject it tells, or empty.
  public String predicate() {
    if (subject().isEmpty() || shape.isPast()) {
      return "";
    }
    return values.keySet().stream()
        .findFirst()
        .map(kind ->
            switch (kind) {
              case MONEY, NUMBER, PERCENT -> "amount";
              case DATE, TIME -> "time";
              case EMAIL, URL, PHONE -> "address";
              case WORD, MARK -> "";
            })
        .orElse(SINGLE.contains(shape.relation()) ? shape.relation() : "");
  }

  /// The names in it, as they are written.
  public Set<String> names() {
    return Set.copyOf(names);
  }

  public Mode mode() {
    if (words().anyMatch(DECIDED::contains)) {
      return Mode.DECISION;
    }
    if (tokens.stream().limit(4).anyMatch(token -> PROMISED.contains(token.canon()))
        && words().noneMatch(word -> word.equals("prefer"))) {
      return Mode.PROMISE;
    }
    if (words().anyMatch(LIKING::contains)) {
      return Mode.PREFERENCE;
    }
    return shape.isPast() && values.containsKey(Token.Kind.DATE) ? Mode.EVENT : Mode.PLAIN;
  }

  private Stream<String> words() {
    return tokens.stream().filter(Token::isWord).map(Token::canon);
  }

  /// Whether it says that something is other than it was.
  public boolean tellsChange() {
    return cued;
  }

  List<Token> tokens() {
    return tokens;
  }

  Shape shape() {
    return shape;
  }

  boolean isNegated() {
    return negated;
  }

  /// Everything that it names but values: words in their stem, names in small letters.
  Set<String> keys() {
    return keys;
  }

  /// What of it tells what it is about, without names.
  Set<String> topic() {
    return topic;
  }

  /// What of it tells what is said about that, without names.
  Set<String> complement() {
    return complement;
  }

  /// What it says is no more.
  Set<String> gone() {
    return gone;
  }

  /// Whose it is: names in small letters, `i`, `we`.
  Set<String> holders() {
    return holders;
  }

  /// Names that are told, not told of.
  Set<String> valueNames() {
    return valueNames;
  }

  /// What it is for or about, if that is said.
  Set<String> purposes() {
    return purposes;
  }

  /// Numbers that say which thing it is about, as in `room 12`.
  Set<String> numbered() {
    return numbered;
  }

  /// Whether it is short and plain enough for its words to tell what it says.
  boolean isPlain() {
    return plain;
  }

  /// This and what its clauses say one by one, each with the subject that it leans on.
  List<Gist> parts() {
    return parts.get();
  }

  Map<Token.Kind, Set<String>> values() {
    return values;
  }

  Set<String> lowerNames() {
    return lowerNames;
  }
}
