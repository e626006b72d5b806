package dev.steward.stores.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Takes texts apart into the words that they are found by: lower case, without accents and English
/// endings, without the words that every question has. Names stay, also those that are common words
/// (Will, May), and so do numbers and other languages' words.
final class EnglishWords extends Analyzer {
  private static final CharArraySet TOO_COMMON =
      CharArraySet.unmodifiableSet(
          new CharArraySet(
              List.of(
                  "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but",
                  "by", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her",
                  "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "of",
                  "on", "or", "our", "she", "so", "such", "that", "the", "their", "them", "then",
                  "there", "these", "they", "this", "to", "was", "we", "were", "what", "when",
                  "where", "which", "who", "whom", "why", "with", "would", "you", "your"),
              true));

  private static final NormalizeCharMap JOINTS = joints();

  /// Signs that the tokenizer would keep within a word, as in `note:call` and `meeting_notes`.
  private static NormalizeCharMap joints() {
    var joints = new NormalizeCharMap.Builder();
    joints.add(":", " ");
    joints.add("_", " ");
    return joints.build();
  }

  @Override
  protected Reader initReader(String field, Reader reader) {
    return new MappingCharFilter(JOINTS, reader);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    var tokenizer = new StandardTokenizer();
    var possessive = new EnglishPossessiveFilter(tokenizer);
    var folded = new ASCIIFoldingFilter(new LowerCaseFilter(possessive));
    return new TokenStreamComponents(
        tokenizer, new PorterStemFilter(new StopFilter(folded, TOO_COMMON)));
  }

  /// How often each word occurs in a text; the words in the order of the text.
  Map<String, Integer> count(String text) {
    var counts = new LinkedHashMap<String, Integer>();
    try (var tokens = tokenStream(EntryFields.TEXT, text)) {
      var word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        counts.merge(word.toString(), 1, Integer::sum);
      }
      tokens.end();
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can't be read", e);
    }
  }
}
