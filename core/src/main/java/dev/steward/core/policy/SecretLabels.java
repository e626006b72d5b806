package dev.steward.core.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Secrets that the words before them give away: `password: …`, `the API key is …`.
final class SecretLabels implements SecretFinder {
  private static final String PASSWORD = "password";
  private static final String PASSWORD_WORDS = "password|passwd|passcode|passphrase|passwort|pwd";
  private static final String PASSWORD_WORD = "(?:" + PASSWORD_WORDS + ")s?";
  private static final String QUOTE = "[\"'`“”‘’]";
  private static final String VALUE = "[^\\s\"'`“”‘’,;]";
  private static final String KEY_WORDS =
      "api|secret|access|account|signing|encryption|client|auth|refresh|bot|bearer|session|token";
  private static final String KEY_WORD =
      "(?:(?:api|secret|access|account|signing|encryption)[ _-]?key|client[ _-]?secret"
          + "|(?:auth|access|refresh|api|bot|bearer|session)[ _-]?token|secret|token)";

  /// What stands between a label and the verb: `for the office wifi`.
  private static final String WHOSE =
      "(?:\\s{1,5}(?:for|of|to|on|at|in)(?:\\s{1,5}[^\\s.!?]{1,40}){1,4}?)?";

  private static final String VERB =
      "\\s{1,5}(?:is|was|will be|=)(?:\\s{1,5}(?:now|still))?\\s{1,5}";

  private static final List<Label> LABELS =
      List.of(
          label(
              PASSWORD,
              "://",
              "(?<=[a-zA-Z0-9])://[^\\s/:@]{0,100}:([^\\s/]{1,200})@",
              value -> true),
          label(
              PASSWORD,
              PASSWORD_WORDS,
              PASSWORD_WORD
                  + "[\"']?\\s{0,5}(?:[:=]|\\bis\\b)\\s{0,5}[\"'`“‘]([^\"'`“”‘’\n]{3,200})[\"'`”’]",
              value -> value.contains(" ") || isNoWord(value)),
          label(
              PASSWORD,
              PASSWORD_WORDS,
              PASSWORD_WORD
                  + ("[\"']?\\s{0,5}(?:[:=]|is\\s{0,5}:)\\s{0,5}" + QUOTE + "?(" + VALUE + "{3,})"),
              SecretLabels::isNoWord),
          label(
              PASSWORD,
              "pass|pw",
              "\\b(?:pass|pw)\\s{0,5}[:=]\\s{0,5}" + QUOTE + "?(" + VALUE + "{4,})",
              SecretLabels::isNoWord),
          // At the end of a clause any word may be the password …
          label(
              PASSWORD,
              PASSWORD_WORDS,
              ("\\b" + PASSWORD_WORD + WHOSE + VERB + QUOTE + "?(" + VALUE + "{4,200}?)" + QUOTE)
                  + "?(?=[.!?]?(?:\\s{0,5}$|\\s{0,5}\n|\\s{1,5}and\\b|\\s{0,5}[,;]))",
              SecretLabels::isNoWord),
          // … in the middle of one only what is no word.
          label(
              PASSWORD,
              PASSWORD_WORDS,
              ("\\b" + PASSWORD_WORD + WHOSE + VERB + QUOTE)
                  + "?("
                  + VALUE
                  + "{4,}[^\\s\"'`“”‘’,;.?])",
              value -> isNoWord(value) && looksMixed(value)),
          label(
              "PIN",
              "pin",
              "\\bpin(?:[ -]?(?:code|number))?"
                  + WHOSE
                  + "(?:\\s{0,5}[:=]\\s{0,5}|"
                  + VERB
                  + ")([0-9]{4,8})(?![0-9A-Za-z-])",
              value -> true),
          label(
              "token",
              "bearer",
              "\\bbearer\\s{1,5}([A-Za-z0-9._~+/-]{16,}=*)",
              SecretLabels::looksMixed),
          label(
              PASSWORD,
              "authorization",
              "\\bauthorization[\"']?\\s{0,5}[:=]\\s{0,5}[\"']?basic\\s{1,5}([A-Za-z0-9+/]{8,}=*)",
              value -> true),
          label(
              "API key",
              KEY_WORDS,
              KEY_WORD
                  + "[\"']?(?:\\s{0,5}[:=]|\\s{1,5}is:?\\s)\\s{0,5}"
                  + QUOTE
                  + "?([A-Za-z0-9+/_.~=-]{8,})",
              SecretLabels::looksMixed));

  /// Words that follow "password:" or "password is" in ordinary talk.
  private static final Set<String> ORDINARY =
      Arrays.stream(
              ("about above absent also always and another any anything applies apply ask asks at"
                      + " attached available bad base64 because before being below between both broken by"
                      + " can cannot case-sensitive check choose confidential contact correct create"
                      + " critical current default different done easy either email enter essential"
                      + " everywhere fine for forgot forgotten free from given gone good hard has have"
                      + " here hidden how identical important in inactive incorrect into invalid it its"
                      + " just keep known last later like long lost make mandatory many maximum minimum"
                      + " missing more most must my n/a necessary need needs never new next no nobody none"
                      + " not nothing now obsolete off ok okay old on once one online only optional or"
                      + " our outdated over own pending per please policy private public put ready reset"
                      + " right safe same secret secure see send sensitive sent set shared short should"
                      + " simple since so some somewhere sorry still strong such tbc tbd temporary than"
                      + " that the their then there these they this those to today tomorrow too two"
                      + " unavailable unclear unique unknown until up use used useful valid very via was"
                      + " we weak when where which who why will with without working written wrong yes"
                      + " yesterday you your yours")
                  .split(" "))
          .collect(Collectors.toUnmodifiableSet());

  /// What gives a secret away.
  ///
  /// @param words it begins with one of them, in small letters
  /// @param pattern its first group is the value
  /// @param secret whether a value is one
  private record Label(
      String kind, List<String> words, Pattern pattern, Predicate<String> secret) {}

  private static Label label(String kind, String words, String pattern, Predicate<String> secret) {
    return new Label(
        kind,
        List.of(words.split("\\|")),
        Pattern.compile(pattern, Pattern.CASE_INSENSITIVE),
        secret);
  }

  @Override
  public List<Span> find(String text) {
    var small = small(text);
    var spans = new ArrayList<Span>();
    for (var label : LABELS) {
      find(label, text, starts(label, small), spans);
    }
    return spans;
  }

  /// In small letters, each where it was.
  private static String small(String text) {
    var small = text.toLowerCase(Locale.ROOT);
    if (small.length() == text.length()) {
      return small;
    }
    var characters = text.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      characters[i] = Character.toLowerCase(characters[i]);
    }
    return new String(characters);
  }

  private static int[] starts(Label label, String small) {
    var starts = IntStream.builder();
    for (var word : label.words()) {
      for (int at = small.indexOf(word); at >= 0; at = small.indexOf(word, at + 1)) {
        starts.add(at);
      }
    }
    return starts.build().sorted().toArray();
  }

  /// @param starts where the label may begin, in order
  private static void find(Label label, String text, int[] starts, List<Span> spans) {
    var matcher = label.pattern().matcher(text).useTransparentBounds(true);
    int from = 0;
    for (int start : starts) {
      if (start >= from && matcher.region(start, text.length()).lookingAt()) {
        from = matcher.end();
        var value = matcher.group(1);
        if (!isMasked(value) && label.secret().test(value)) {
          spans.add(new Span(matcher.start(1), matcher.end(1), label.kind()));
        }
      }
    }
  }

  private static boolean isMasked(String value) {
    return value.startsWith("[masked");
  }

  private static boolean isNoWord(String value) {
    int end = value.length();
    while (end > 0 && ".!?:)]".indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    var word = value.substring(0, end).toLowerCase(Locale.ROOT);
    return word.chars().anyMatch(Character::isLetterOrDigit)
        && !ORDINARY.contains(word)
        && !isParticiple(word);
  }

  /// Such as `compromised` or `recoverable`.
  private static boolean isParticiple(String word) {
    return word.length() >= 5
        && word.chars().allMatch(c -> c >= 'a' && c <= 'z')
        && (word.endsWith("ed") || word.endsWith("able") || word.endsWith("ible"));
  }

  /// Letters with digits among them, or many letters with capitals all over.
  private static boolean looksMixed(String value) {
    var letters = value.chars().anyMatch(Character::isLetter);
    var digits = value.chars().anyMatch(Character::isDigit);
    return letters && (digits || (value.length() >= 16 && capitalsInside(value) >= 3));
  }

  private static long capitalsInside(String value) {
    return IntStream.range(1, value.length())
        .filter(i -> Character.isUpperCase(value.charAt(i)))
        .filter(i -> Character.isLowerCase(value.charAt(i - 1)))
        .count();
  }
}
