package dev.steward.testkit;

import java.util.List;

/// Texts that careless storage spoils.
final class Texts {
  private Texts() {}

  static final String LONG = "a long story, ".repeat(75_000);

  static List<String> all() {
    return List.of(
        "",
        " ",
        "Grüße, 世界, здравствуй",
        "👩‍👩‍👧 meets 🏳️‍🌈 and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
        "موعد مع جون في الساعة ١٠",
        "\u202eright to left\u202c and e\u0301 is not \u00e9",
        "quotes ' \" ` \\ and %s ? :x $1 {} <b>&amp;</b>",
        "lines\r\nand\ttabs\u0000and nothing\u2028more\u007f",
        LONG);
  }
}
