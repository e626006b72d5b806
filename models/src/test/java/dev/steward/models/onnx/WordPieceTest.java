package dev.steward.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WordPieceTest {
  private static final int UNKNOWN = 1;
  private static final int CAFE = 2;
  private static final int MEET = 3;
  private static final int ING = 4;
  private static final int DOT = 5;
  private static final int AT = 6;
  private static final int EAST = 7;
  private static final int CAPITAL = 8;
  private static final int SIGMA = 10;
  private static final int DOLLAR = 11;

  private final WordPiece wordPiece = wordPiece();

  private static WordPiece wordPiece() {
    try {
      return new WordPiece(
          vocabulary(
              """
              {"version": "1.0", "added_tokens": [{"id": 1, "vocab": {}}],
               "model": {"type": "WordPiece", "vocab": {
                 "[UNK]": 1, "cafe": 2, "meet": 3, "##ing": 4, ".": 5, "at": 6, "東": 7, "京": 8,
                 "σας": 99, "σασ": 10, "$": 11}}}
              """));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Vocabulary vocabulary(String json) throws IOException {
    return Vocabulary.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private int[] tokens(String text) {
    return wordPiece.tokens(text, 100).toArray();
  }

  @Test
  void aWordIsCutIntoItsLongestPieces() {
    assertThat(tokens("meeting")).containsExactly(MEET, ING);
    assertThat(tokens("meetinging")).containsExactly(MEET, ING, ING);
  }

  @Test
  void caseAndAccentsDoNotCount() {
    assertThat(tokens("Café CAFÉ cafe\u0301")).containsExactly(CAFE, CAFE, CAFE);
  }

  @Test
  void lettersAreLoweredOneByOne() {
    assertThat(tokens("ΣΑΣ")).containsExactly(SIGMA);
  }

  @Test
  void aWordWithAnUnknownRestIsUnknownAsAWhole() {
    assertThat(tokens("meetx at")).containsExactly(UNKNOWN, AT);
  }

  @Test
  void aPieceThatContinuesAWordDoesNotBeginOne() {
    assertThat(tokens("ing")).containsExactly(UNKNOWN);
  }

  @Test
  void punctuationStandsAlone() {
    assertThat(tokens("meet.at..$at")).containsExactly(MEET, DOT, AT, DOT, DOT, DOLLAR, AT);
  }

  @Test
  void chineseCharactersStandAlone() {
    assertThat(tokens("at東京meet")).containsExactly(AT, EAST, CAPITAL, MEET);
  }

  @Test
  void whatCannotBeSeenIsDropped() {
    assertThat(tokens("me\u200Bet\u0000 \uFEFFat\uFFFD")).containsExactly(MEET, AT);
    assertThat(tokens("at\uD83D")).containsExactly(AT);
  }

  @Test
  void everySpaceParts() {
    assertThat(tokens("at\u00A0at\u2003at\tat\nat\u3000at"))
        .containsExactly(AT, AT, AT, AT, AT, AT);
  }

  @Test
  void aWordOfMoreThanAHundredLettersIsUnknown() {
    assertThat(tokens("meet" + "ing".repeat(32))).hasSize(33);
    assertThat(tokens("meet" + "ing".repeat(33))).containsExactly(UNKNOWN);
  }

  @Test
  void namesOfSpecialPiecesHaveNoMeaningInAText() {
    assertThat(tokens("[UNK]")).containsExactly(UNKNOWN, UNKNOWN, UNKNOWN);
  }

  @Test
  void noMoreThanTheLimitIsRead() {
    assertThat(wordPiece.tokens("at ".repeat(1_000_000), 5).toArray())
        .containsExactly(AT, AT, AT, AT, AT);
    assertThat(wordPiece.tokens("at meeting", 2).toArray()).containsExactly(AT, MEET);
  }

  @Test
  void aTextWithoutWordsHasNoPieces() {
    assertThat(tokens("")).isEmpty();
    assertThat(tokens(" \n\u200B")).isEmpty();
  }

  @Test
  void aTokenizerWithoutVocabularyIsRefused() {
    assertThatThrownBy(() -> vocabulary("{\"model\": {\"type\": \"BPE\"}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("vocab");
    assertThatThrownBy(() -> new WordPiece(vocabulary("{\"model\": {\"vocab\": {\"a\": 1}}}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[UNK]");
  }
}
