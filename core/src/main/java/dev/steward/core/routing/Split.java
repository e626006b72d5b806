package dev.steward.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Cuts a message where it may be that one task ends and another begins: "draft the mail and book
/// the call". A wrong cut is worse than none, so it cuts little: short messages without quotations
/// only, only before a verb that gives an order, and never where a later part speaks of an earlier
/// one ("draft the mail and translate it"). Whether the parts are tasks is for the router to say.
final class Split {
  private static final int LONGEST = 400;
  private static final int MOST_PARTS = 4;
  private static final int FEWEST_WORDS = 3;

  private static final Pattern NOT_CUT = Pattern.compile("[\"“”„«»:\\n]|```");

  /// Words after which a verb need not give an order.
  private static final Pattern UNDERLYING =
      Pattern.compile(
          "(?iu)\\b(?:how to|if|whether|because|who|which|when|while|until|unless|wie man|ob|wenn|weil"
              + "|comment|si|quando|cuando|cómo)\\b");

  private static final Pattern SEAM =
      Pattern.compile(
          "(?iu)(?:\\s*[.;!]\\s+|,?\\s+(?:and|und|et|y|e|en)\\s+|,\\s+)"
              + "(?:(?:then|also|afterwards|dann|auch|puis|ensuite|luego|después|poi|depois|daarna)\\s+)?"
              + "(?:please\\s+|bitte\\s+)?(?=([\\p{L}]+))");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /// Verbs that begin a task when they stand first.
  private static final Set<String> ORDERS =
      Set.copyOf(
          List.of(
              ("add analyse analyze answer arrange ask book calculate call cancel check compare compose"
                      + " compute convert create draft e-mail email explain fetch find fix forget invoice"
                      + " list look make move negotiate note organise organize plan postpone prepare"
                      + " proofread publish put recommend remember remind reply reschedule review rewrite"
                      + " schedule search send set show sort suggest summarise summarize tag tell translate"
                      + " update write"
                      + " antworte berechne buche erstell erstelle fasse finde merk plane prüfe schreib"
                      + " schreibe such suche trag übersetze verschieb verschiebe vereinbare"
                      + " annule calcule cherche écris note planifie prépare réponds résume rédige traduis"
                      + " agenda busca calcula cancela escribe prepara recuerda responde resume traduce"
                      + " annulla calcola cerca fissa prepara rispondi scrivi sposta traduci"
                      + " marca escreve procura responda traduz"
                      + " boek bereken maak plan schrijf vertaal zoek")
                  .split(" ")));

  /// What may stand before the first verb.
  private static final Set<String> COURTESY =
      Set.of(
          "please", "bitte", "hi", "hello", "hey", "steward", "first", "could", "can", "you",
          "kindly");

  /// Words that speak of an earlier part.
  private static final Set<String> POINTING =
      Set.copyOf(
          List.of(
              ("it its them they this that these those one ones both same result answer him her his"
                      + " es sie ihn ihm dies diese dieses dit dat")
                  .split(" ")));

  private Split() {}

  /// The parts, in their order; none if it is not to be cut.
  static List<String> parts(String text) {
    var whole = text.strip();
    if (whole.length() > LONGEST
        || NOT_CUT.matcher(whole).find()
        || UNDERLYING.matcher(whole).find()
        || !gives(whole)) {
      return List.of();
    }
    var parts = new ArrayList<String>();
    var seam = SEAM.matcher(whole);
    int from = 0;
    while (seam.find()) {
      if (ORDERS.contains(seam.group(1).toLowerCase(Locale.ROOT))) {
        parts.add(whole.substring(from, seam.start()).strip());
        from = seam.end();
      }
    }
    parts.add(whole.substring(from).strip());
    return parts.size() > 1 && parts.size() <= MOST_PARTS && stand(parts)
        ? List.copyOf(parts)
        : List.of();
  }

  /// Whether its first words give an order.
  private static boolean gives(String text) {
    for (var word : words(text)) {
      if (ORDERS.contains(word)) {
        return true;
      }
      if (!COURTESY.contains(word)) {
        return false;
      }
    }
    return false;
  }

  /// Whether each part stands by itself.
  private static boolean stand(List<String> parts) {
    for (int i = 0; i < parts.size(); i++) {
      var words = words(parts.get(i));
      if (words.size() < FEWEST_WORDS || (i > 0 && words.stream().anyMatch(POINTING::contains))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(found -> found.group())
        .toList();
  }
}
