package dev.steward.policies.secrets;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Many words that are looked for in a text at once, in one pass (Aho and Corasick). Capital and
/// small letters of ASCII are the same.
final class Words {
  private static final int ASCII = 128;

  /// Which symbol of the alphabet an ASCII character is; 0 for what is in no word.
  private final byte[] symbols = new byte[ASCII];

  private final int alphabet;

  /// Where to go from a state by a symbol, rows of `alphabet` states.
  private final char[] next;

  /// The words that end in a state, by their place in the list, the longest first.
  private final int[][] ends;

  private final int[] lengths;

  /// Is told of a word that was found.
  interface Listener {
    /// Takes note of a word.
    ///
    /// @param word its place in the list
    void found(int word, int start, int end);
  }

  /// @param words ASCII, none of them empty, each once
  Words(List<String> words) {
    lengths = words.stream().mapToInt(String::length).toArray();
    alphabet = symbols(words);
    var states = 1 + Arrays.stream(lengths).sum();
    next = new char[states * alphabet];
    ends = new int[states][];
    Arrays.fill(ends, new int[0]);
    link(grow(words));
  }

  private int symbols(List<String> words) {
    byte size = 1;
    for (var word : words) {
      for (int i = 0; i < word.length(); i++) {
        char c = small(word.charAt(i));
        if (symbols[c] == 0) {
          symbols[c] = size++;
        }
      }
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      symbols[c] = symbols[small(c)];
    }
    return size;
  }

  /// Makes the tree of all words and returns how many states it has.
  private int grow(List<String> words) {
    char size = 1;
    for (int word = 0; word < words.size(); word++) {
      int state = 0;
      for (int i = 0; i < lengths[word]; i++) {
        int edge = state * alphabet + symbols[words.get(word).charAt(i)];
        if (next[edge] == 0) {
          next[edge] = size++;
        }
        state = next[edge];
      }
      ends[state] = new int[] {word};
    }
    return size;
  }

  /// Leads every state on by every symbol: to the longest beginning of a word that is there then.
  private void link(int states) {
    var shorter = new int[states];
    var waiting = new ArrayDeque<Integer>();
    for (int symbol = 1; symbol < alphabet; symbol++) {
      if (next[symbol] != 0) {
        waiting.add((int) next[symbol]);
      }
    }
    while (!waiting.isEmpty()) {
      int state = waiting.remove();
      ends[state] = joined(ends[state], ends[shorter[state]]);
      for (int symbol = 1; symbol < alphabet; symbol++) {
        int edge = state * alphabet + symbol;
        char otherwise = next[shorter[state] * alphabet + symbol];
        if (next[edge] == 0) {
          next[edge] = otherwise;
        } else {
          shorter[next[edge]] = otherwise;
          waiting.add((int) next[edge]);
        }
      }
    }
  }

  private static int[] joined(int[] some, int[] more) {
    var all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /// Tells of every word in `text`, in the order in which they end, of those that end together the
  /// longest first.
  void find(String text, Listener listener) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      state = c < ASCII ? next[state * alphabet + symbols[c]] : 0;
      for (int word : ends[state]) {
        listener.found(word, i + 1 - lengths[word], i + 1);
      }
    }
  }
}
