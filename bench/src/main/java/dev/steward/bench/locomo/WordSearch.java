package dev.steward.bench.locomo;

import dev.steward.stores.embedded.EnglishWords;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds turns by words, their own and their neighbours'.
///
/// Each word of the question counts once for a turn: where it counts most, which is in the turn
/// itself or, for less, in one of those around it. A turn therefore scores high if it and its
/// neighbours have many of the words between them.
final class WordSearch {
  /// What a word counts in the turn that was said so many turns before (−) or after.
  static final Map<Integer, Float> NEIGHBOURS = Map.of(0, 1f, -1, .7f, -2, .6f, 1, .5f, 2, .4f);

  private static final float SATURATION = 0.9f;
  private static final float LENGTH = 0.4f;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM, uuuu", Locale.ENGLISH);

  private final EnglishWords words = new EnglishWords();
  private final Map<String, Postings> postings;
  private final int[] session;
  private final Map<Integer, Float> neighbours;

  /// Where a word occurs, and what it counts there.
  private static final class Postings {
    private final int[] turns;
    private final float[] scores;

    Postings(int[] turns, float[] scores) {
      this.turns = turns;
      this.scores = scores;
    }
  }

  private record Occurrence(int turn, int times) {}

  WordSearch(List<Turn> turns, Map<Integer, Float> neighbours) {
    this.neighbours = neighbours;
    this.session = turns.stream().mapToInt(Turn::session).toArray();
    var lengths = new int[turns.size()];
    var occurrences = new HashMap<String, List<Occurrence>>();
    for (int i = 0; i < turns.size(); i++) {
      var counts = words.count(indexed(turns.get(i)));
      for (var word : counts.entrySet()) {
        lengths[i] += word.getValue();
        occurrences
            .computeIfAbsent(word.getKey(), w -> new ArrayList<>())
            .add(new Occurrence(i, word.getValue()));
      }
    }
    var average = (float) Arrays.stream(lengths).average().orElse(1);
    this.postings = HashMap.newHashMap(occurrences.size());
    occurrences.forEach((word, where) -> postings.put(word, scored(where, lengths, average)));
  }

  private static String indexed(Turn turn) {
    return "%s %s %s %s"
        .formatted(turn.speaker(), turn.text(), turn.image(), DAY.format(turn.at()));
  }

  private static Postings scored(List<Occurrence> where, int[] lengths, float average) {
    var turns = new int[where.size()];
    var scores = new float[where.size()];
    var rarity = (float) Math.log(1 + (lengths.length - where.size() + 0.5) / (where.size() + 0.5));
    for (int i = 0; i < turns.length; i++) {
      turns[i] = where.get(i).turn();
      var times = where.get(i).times();
      var damping = SATURATION * (1 - LENGTH + LENGTH * lengths[turns[i]] / average);
      scores[i] = rarity * times * (SATURATION + 1) / (times + damping);
    }
    return new Postings(turns, scores);
  }

  /// How many words a text has that it can be found by.
  int length(String text) {
    return words.count(text).values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The score of every turn; the best one's is 1.
  float[] search(String question) {
    var scores = new float[session.length];
    var ofWord = new float[session.length];
    for (var word : words.count(question).keySet()) {
      var where = postings.get(word);
      if (where == null) {
        continue;
      }
      Arrays.fill(ofWord, 0);
      neighbours.forEach((offset, weight) -> {
        for (int i = 0; i < where.turns.length; i++) {
          int found = where.turns[i];
          int turn = found - offset;
          if (turn >= 0 && turn < session.length && session[turn] == session[found]) {
            ofWord[turn] = Math.max(ofWord[turn], weight * where.scores[i]);
          }
        }
      });
      for (int i = 0; i < scores.length; i++) {
        scores[i] += ofWord[i];
      }
    }
    float best = 0;
    for (float score : scores) {
      best = Math.max(best, score);
    }
    if (best > 0) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] /= best;
      }
    }
    return scores;
  }
}
