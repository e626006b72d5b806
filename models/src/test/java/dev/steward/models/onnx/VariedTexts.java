package dev.steward.models.onnx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Texts as people write them, and some that nobody would.
final class VariedTexts {
  private VariedTexts() {}

  private static final List<String> WRITTEN =
      List.of(
          "John prefers morning meetings between 9am and 11am",
          "Set up a meeting with John about the website on Monday",
          "What did I schedule with John?",
          "Budget approvals require finance team confirmation",
          "invoice #4711: £1,250.00 due 2026-11-30 (net 14)",
          "e-mail bob@example.com or call +44 20 7946 0958",
          "https://example.com/a/b?c=d&e=f#g",
          "don't can't won't it's O'Neill rock'n'roll",
          "naïve façade, Zoë & Chloé at the café — crème brûlée",
          "Müller grüßt Gärtner in Österreich; Straße, Größe",
          "Łódź, Kraków, Gdańsk, Wrocław",
          "İstanbul'da ılık bir gün",
          "Tiếng Việt có nhiều dấu",
          "Встреча с Анной в понедельник в 10:00",
          "Συνάντηση με τον Γιάννη ΣΤΗΝ ΑΘΗΝΑ",
          "اجتماع مع جون يوم الاثنين القادم",
          "פגישה עם יוחנן ביום שני",
          "बैठक सोमवार को सुबह दस बजे",
          "東京で会議があります",
          "会议定于星期一上午十点",
          "회의는 월요일 오전 열 시입니다",
          "การประชุมวันจันทร์",
          "party 🎉🎉 with 👩‍👩‍👧 tonight ☕️ ❤️",
          "½ cup, ¾ inch, 5² = 25, H₂O, 10⁻³",
          "ﬁne ﬂow, Ⅷ, ①②③, ㎏, ™ ® ©",
          "“Curly quotes” ‘and’ «guillemets» – en — em … dots",
          "$5 <b>bold</b> a+b=c x^y |pipe| ~tilde~ `tick`",
          "snake_case camelCase kebab-case SCREAMING_CASE",
          "line one\nline two\r\n\tline three\u000Bstill\u0085there",
          "zero\u200Bwidth\u200Djoiner \u202Eoverride\u202C soft\u00ADhyphen",
          "nbsp\u00A0thin\u2009ideographic\u3000space",
          "cafe\u0301 vs café, A\u030A vs Å vs Å",
          "Antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
          "a".repeat(99) + " " + "b".repeat(100) + " " + "c".repeat(101),
          "!!! ??? ... --- *** ///",
          "",
          "x",
          "0123456789 3.14159 1e10 0xCAFE 10:30 2026-11-23T01:15:20Z",
          "def f(x): return {k: v for k, v in x.items() if v is not None}",
          "private \uE000 use \uFFFD replacement \uFFFE noncharacter",
          "𝒻𝒶𝓃𝒸𝓎 𝔩𝔢𝔱𝔱𝔢𝔯𝔰 and 𠜎𠜱𠝹",
          "ǅ ǆ Ǆ ß ẞ ŉ ſ",
          "Response SLA: 24 hours for emails, 2 hours for Slack. ".repeat(8),
          "Meeting times preferred: 9am-11am, 2pm-4pm");

  /// The written ones, and as many again and more made of fragments of them.
  static List<String> varied() {
    var texts = new ArrayList<>(WRITTEN);
    var random = new Random(11);
    while (texts.size() < 120) {
      var mixed = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        var text = WRITTEN.get(random.nextInt(WRITTEN.size()));
        int from = random.nextInt(text.length() + 1);
        mixed.append(text, from, Math.min(text.length(), from + 1 + random.nextInt(20)));
      }
      texts.add(wellFormed(mixed.toString()));
    }
    return texts;
  }

  /// With halves of characters, which native code can't be handed, replaced.
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
