package dev.steward.core.memory.wording;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says in the third person what somebody says of themselves: `I prefer tea` is `Ana prefers tea`.
public final class Speaking {
  private static final Map<String, String> THIRD =
      Map.of(
          "have", "has", "do", "does", "am", "is", "don't", "doesn't", "haven't", "hasn't", "go",
          "goes");
  private static final List<String> VERBS =
      List.of(
          "prefer like love hate want need live work use drive own eat drink speak study manage lead"
              .split(" "));
  private static final Pattern LEAD =
      Pattern.compile(
          "(?i)^(?:(?:please |and |so |ok |okay |well |hey |hi |also |btw[,:]? |by the way[,:]? )*"
              + "(?:remember|note|keep in mind|bear in mind|don't forget|do not forget|be aware|know"
              + "|fyi|for the record|for your information|heads[ -]up|just so you know|quick update"
              + "|i should mention|i want you to know|you should know|write down|take note|make a note)"
              + "(?: that|:|,| -)?|by the way,?|btw,?|so,|well,|also,|oh,)\\s+");

  private static final Pattern I =
      Pattern.compile(
          "\\bI\\b(?<rest>'m|'ve|'ll|'d)?(?<adverbs>(?: (?:now|also|always|never|really|still|usually"
              + "|often|just|only|currently|actually|recently|no longer|mostly))*)(?: (?<verb>[a-z']+))?");
  private static final Pattern MY = Pattern.compile("\\b([Mm]y|[Mm]ine)\\b");
  private static final Pattern ME = Pattern.compile("\\b([Mm]e|[Mm]yself)\\b");

  private Speaking() {}

  /// Without what only asks to keep it: `remember that …`.
  public static String without(String text) {
    var plain = text.strip();
    for (int i = 0; i < 3; i++) {
      var matcher = LEAD.matcher(plain);
      if (!matcher.find() || matcher.end() >= plain.length()) {
        break;
      }
      plain = plain.substring(matcher.end());
    }
    return capital(plain);
  }

  /// In the third person; a text in which `speaker` doesn't speak of themselves stays as it is.
  public static String of(String text, String speaker) {
    if (speaker.isBlank()) {
      return text;
    }
    var name = capital(speaker.strip());
    var third =
        I.matcher(text)
            .replaceAll(found -> {
              var rest = found.group("rest") == null ? "" : found.group("rest");
              var adverbs = found.group("adverbs");
              var verb = found.group("verb") == null ? "" : found.group("verb");
              return Matcher.quoteReplacement(
                  switch (rest) {
                    case "'m" -> name + " is" + adverbs + spaced(verb);
                    case "'ve" -> name + " has" + adverbs + spaced(verb);
                    case "'ll" -> name + " will" + adverbs + spaced(verb);
                    case "'d" -> name + " would" + adverbs + spaced(verb);
                    default -> name + adverbs + spaced(third(verb));
                  });
            });
    third = MY.matcher(third).replaceAll(Matcher.quoteReplacement(possessive(name)));
    return ME.matcher(third).replaceAll(Matcher.quoteReplacement(name));
  }

  private static String possessive(String name) {
    return name + "'s";
  }

  private static String spaced(String word) {
    return word.isEmpty() ? "" : " " + word;
  }

  private static String third(String verb) {
    var known = THIRD.get(verb);
    if (known != null) {
      return known;
    }
    return VERBS.contains(verb)
        ? verb.endsWith("y") ? verb.substring(0, verb.length() - 1) + "ies" : verb + "s"
        : verb;
  }

  private static String capital(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    boolean isWord =
        Character.isLowerCase(text.codePointAt(0))
            && !text.substring(0, Math.min(12, text.length())).matches("^\\S*[@./A-Z].*");
    return isWord
        ? text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first)
        : text;
  }
}
