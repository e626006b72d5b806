package dev.steward.core.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A message as a row of words. Positions count words; a position outside is no word, so that
/// looking ahead and back needs no care.
public final class Words {
  private static final Pattern WORD =
      Pattern.compile(
          "(?<address>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)"
              + "|(?<digits>\\d+)"
              + "|(?<letters>[\\p{L}\\p{M}_]+(?:['’][\\p{L}\\p{M}]+)*)"
              + "|(?<mark>\\S)",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern QUOTED =
      Pattern.compile(
          "\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|(?<![\\p{L}\\d])['‘](?!\\s)[^'‘’]*(?:['’](?=\\p{L})[^'‘’]*)*['’](?!\\p{L})|`[^`]*`");

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}&&[^\\n\\t\\r]]|\\p{Cf}");
  private static final Pattern SPACE =
      Pattern.compile("[^\\S\\n]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern LINE_END = Pattern.compile(" ?\\n ?");

  private final String text;
  private final List<Word> words;

  private Words(String text, List<Word> words) {
    this.text = text;
    this.words = List.copyOf(words);
  }

  /// The words of `text`. Characters that show nothing (controls, marks of direction) are left out
  /// before anything else.
  public static Words of(String text, Spelling spelling) {
    var clean = clean(text);
    var quoted = new ArrayList<int[]>();
    var quotes = QUOTED.matcher(clean);
    while (quotes.find()) {
      quoted.add(new int[] {quotes.start(), quotes.end()});
    }
    var readings = new HashMap<String, Set<String>>();
    var near = new HashMap<String, Set<String>>();
    var words = new ArrayList<Word>();
    var matcher = WORD.matcher(clean);
    int previousEnd = 0;
    int quote = 0;
    while (matcher.find()) {
      int start = matcher.start();
      while (quote < quoted.size() && quoted.get(quote)[1] <= start) {
        quote++;
      }
      var kind =
          matcher.group("letters") != null
              ? Word.Kind.LETTERS
              : matcher.group("digits") != null
                  ? Word.Kind.DIGITS
                  : matcher.group("address") != null ? Word.Kind.ADDRESS : Word.Kind.MARK;
      var word = matcher.group();
      var lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
      boolean letters = kind == Word.Kind.LETTERS;
      words.add(
          new Word(
              word,
              lower,
              start,
              matcher.end(),
              kind,
              start == previousEnd && start > 0,
              quote < quoted.size() && quoted.get(quote)[0] <= start,
              letters ? readings.computeIfAbsent(lower, spelling::readings) : Set.of(lower),
              letters ? near.computeIfAbsent(lower, spelling::near) : Set.of(lower)));
      previousEnd = matcher.end();
    }
    return new Words(clean, words);
  }

  /// Without characters that show nothing, and with every stretch of space as it is read: one
  /// blank.
  public static String clean(String text) {
    var shown = UNSEEN.matcher(text).replaceAll("");
    var spaced = SPACE.matcher(shown).replaceAll(" ");
    return LINE_END.matcher(spaced).replaceAll("\n").strip();
  }

  /// The words from `from` to `to`, exclusive, counted anew from 0.
  public Words slice(int from, int to) {
    return new Words(text, words.subList(Math.max(0, from), Math.max(from, Math.min(to, size()))));
  }

  public String text() {
    return text;
  }

  public int size() {
    return words.size();
  }

  public boolean has(int at) {
    return at >= 0 && at < words.size();
  }

  public Word get(int at) {
    return words.get(at);
  }

  /// The word in lower case, or nothing outside.
  public String lower(int at) {
    return has(at) ? words.get(at).lower() : "";
  }

  /// Whether the word there reads as one of these, one wrong letter forgiven.
  public boolean is(int at, String... forms) {
    return has(at) && anyOf(words.get(at).readings(), forms);
  }

  /// As [#is], for many forms.
  public boolean isIn(int at, Set<String> forms) {
    return has(at) && words.get(at).readings().stream().anyMatch(forms::contains);
  }

  /// How many words the word there may be.
  public int readings(int at) {
    return has(at) ? words.get(at).readings().size() : 0;
  }

  /// Whether the word there is one of these, or a misspelling of nothing else.
  public boolean isSurelyIn(int at, Set<String> forms) {
    if (!has(at)) {
      return false;
    }
    var word = words.get(at);
    return forms.contains(word.lower())
        || (word.readings().size() > 1
            && word.readings().stream()
                .allMatch(reading -> reading.equals(word.lower()) || forms.contains(reading)));
  }

  /// Whether the word there may be one of these if the wrong letter made it another ordinary word.
  public boolean mayBeIn(int at, Set<String> forms) {
    return has(at) && (isIn(at, forms) || words.get(at).near().stream().anyMatch(forms::contains));
  }

  /// Whether exactly this is written there, in any case.
  public boolean isExactly(int at, String... forms) {
    return has(at) && anyOf(Set.of(words.get(at).lower()), forms);
  }

  /// The position after `phrase` (words parted by blanks) if it stands at `at`, else -1.
  public int after(int at, String phrase) {
    int next = at;
    int from = 0;
    for (int blank = phrase.indexOf(' '); blank >= 0; blank = phrase.indexOf(' ', from)) {
      if (!is(next, phrase.substring(from, blank))) {
        return -1;
      }
      next++;
      from = blank + 1;
    }
    return is(next, phrase.substring(from)) ? next + 1 : -1;
  }

  /// The position after the first of `phrases` that stands at `at`, else -1; longer ones should
  /// come first.
  public int afterAny(int at, List<String> phrases) {
    for (var phrase : phrases) {
      int next = after(at, phrase);
      if (next > 0) {
        return next;
      }
    }
    return -1;
  }

  /// As [#afterAny], where a wrong letter may have made another ordinary word.
  public int afterLoosely(int at, List<String> phrases) {
    for (var phrase : phrases) {
      int next = at;
      for (var part : phrase.split(" ", -1)) {
        next = next >= 0 && mayBeIn(next, Set.of(part)) ? next + 1 : -1;
      }
      if (next > 0) {
        return next;
      }
    }
    return -1;
  }

  /// Whether a space stands before the word, or it is outside.
  public boolean isApart(int at) {
    return !has(at) || !words.get(at).glued();
  }

  /// The message's own text from one word to another, exclusive.
  public String between(int from, int to) {
    return from >= to || !has(from)
        ? ""
        : text.substring(words.get(from).start(), words.get(Math.min(to, size()) - 1).end());
  }

  /// Whether one of these forms is read anywhere from `from` to `to`, exclusive, outside of
  /// quotations.
  public boolean anywhere(int from, int to, Set<String> forms) {
    for (int i = Math.max(0, from); i < Math.min(to, size()); i++) {
      if (!words.get(i).quoted() && isIn(i, forms)) {
        return true;
      }
    }
    return false;
  }

  /// As [#anywhere], for words that are a misspelling of nothing else.
  public boolean anywhereSurely(int from, int to, Set<String> forms) {
    for (int i = Math.max(0, from); i < Math.min(to, size()); i++) {
      if (!words.get(i).quoted() && isSurelyIn(i, forms)) {
        return true;
      }
    }
    return false;
  }

  /// There is hardly ever more than one reading: to look it up among the forms is faster than the
  /// other way round, and this is done some thousand times for a text.
  private static boolean anyOf(Set<String> readings, String... forms) {
    for (var reading : readings) {
      for (var form : forms) {
        if (form.equals(reading)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "Words[" + words.size() + "]";
  }
}
