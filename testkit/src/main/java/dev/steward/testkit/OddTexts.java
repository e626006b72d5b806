package dev.steward.testkit;

import java.util.List;

/// Texts that trip programs up.
final class OddTexts {
  private OddTexts() {}

  /// Nothing but what can't be seen or is no word.
  static final List<String> WITHOUT_WORDS =
      List.of("", " ", "\t\r\n", "\u0000", "\u200B\uFEFF", "?!…", "+-&&||!(){}[]^\"~*?:\\/");

  /// The syntax of query languages, around the word `invoice`.
  static final List<String> SYNTAX =
      List.of(
          "+-&&||!(){}[]^\"~*?:\\/ invoice",
          "invoice~2^4",
          "(invoice",
          "\"invoice",
          "[invoice TO *}",
          "text:invoice AND NOT (",
          "invoice' OR 1=1; DROP TABLE fact; --",
          "%invoice_\\",
          "/invoice(/",
          "<b>invoice</b>&nbsp;",
          "${invoice} {{invoice}}");

  /// Each text, and a word of it to find it by.
  record Worded(String text, String word) {}

  static final List<Worded> SCRIPTS =
      List.of(
          new Worded("Café São Paulo opens at nine", "CAFÉ"),
          new Worded("Встреча с Анной в понедельник", "встреча"),
          new Worded("اجتماع مع جون يوم الاثنين", "اجتماع"),
          new Worded("פגישה עם יוחנן ביום שני", "פגישה"),
          new Worded("東京 で 会議", "東京"),
          new Worded("Συνάντηση με τον Γιάννη", "συνάντηση"),
          new Worded("बैठक सोमवार को", "बैठक"),
          new Worded("party 🎉🎉 with 👩‍👩‍👧 tonight", "tonight"),
          new Worded("zero\u200Bwidth and \u202Eoverride marks", "marks"),
          new Worded("a lone surrogate \uD83D between words", "surrogate"));
}
