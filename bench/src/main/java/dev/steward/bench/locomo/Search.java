package dev.steward.bench.locomo;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the turns of one conversation that answer a question.
final class Search {
  private static final float LONG = (float) Math.log(33);

  private final List<Turn> turns;
  private final WordSearch words;
  private final MeaningSearch meaning;
  private final Vectors vectors;
  private final Options options;

  private final Set<String> speakers;
  private final Set<Integer> years;
  private final LocalDate[] day;
  private final boolean[] asks;
  private final boolean[] saysWhen;
  private final float[] length;

  /// @param candidates how many turns each of the two searches may put forward
  /// @param missing whether a turn that only the words found has its nearness in meaning looked up
  record Options(
      Map<Integer, Float> neighbours,
      MeaningSearch.Passage passage,
      int candidates,
      boolean missing) {
    static final Options DEFAULTS =
        new Options(WordSearch.NEIGHBOURS, MeaningSearch.Passage.WITH_PREVIOUS, 100, true);
  }

  Search(List<Turn> turns, Vectors vectors, Options options) {
    this.turns = turns;
    this.words = new WordSearch(turns, options.neighbours());
    this.meaning = new MeaningSearch(turns, options.passage(), vectors);
    this.vectors = vectors;
    this.options = options;
    this.speakers = turns.stream().map(Turn::speaker).collect(Collectors.toSet());
    this.years = turns.stream().map(turn -> turn.at().getYear()).collect(Collectors.toSet());
    this.day = turns.stream().map(turn -> turn.at().toLocalDate()).toArray(LocalDate[]::new);
    this.asks = new boolean[turns.size()];
    this.saysWhen = new boolean[turns.size()];
    this.length = new float[turns.size()];
    for (int i = 0; i < turns.size(); i++) {
      var text = turns.get(i).text();
      asks[i] = Cues.asks(text);
      saysWhen[i] = Cues.saysWhen(text);
      length[i] = Math.min(1, (float) Math.log1p(words.length(text)) / LONG);
    }
  }

  /// Signals by turn, in the order of [Recipe#SIGNALS]; an empty row for a turn that is no
  /// candidate.
  float[][] signals(String question) {
    return signals(question, vectors.query(question));
  }

  float[][] signals(String question, float[] vector) {
    var byWords = words.search(question);
    var all = meaning.search(vector, Integer.MAX_VALUE);
    var nearest = best(all, options.candidates());
    var candidates = new HashSet<>(nearest);
    candidates.addAll(best(byWords, options.candidates()));
    var byMeaning = new float[all.length];
    for (int i : options.missing() ? candidates : nearest) {
      byMeaning[i] = all[i];
    }
    var around = meaning.near(byMeaning);
    var speaker = Cues.speaker(question, speakers);
    var days = Cues.days(question, years);
    boolean asksWhen = Cues.asksWhen(question);
    var signals = new float[turns.size()][];
    for (int i = 0; i < signals.length; i++) {
      if (!candidates.contains(i)) {
        signals[i] = new float[0];
        continue;
      }
      var on = day[i];
      float date = (float) days.stream().mapToDouble(d -> d.nearness(on)).max().orElse(0);
      signals[i] =
          new float[] {
            byWords[i],
            byMeaning[i],
            around[i],
            speaker.filter(turns.get(i).speaker()::equals).isPresent() ? 1 : 0,
            date,
            asks[i] ? 1 : 0,
            length[i],
            asksWhen && saysWhen[i] ? 1 : 0
          };
    }
    return signals;
  }

  private static Set<Integer> best(float[] scores, int count) {
    var best = new HashSet<Integer>();
    if (scores.length <= count) {
      IntStream.range(0, scores.length).forEach(best::add);
      return best;
    }
    var sorted = scores.clone();
    Arrays.sort(sorted);
    float least = Math.max(sorted[sorted.length - count], Float.MIN_VALUE);
    for (int i = 0; i < scores.length && best.size() < count; i++) {
      if (scores[i] >= least) {
        best.add(i);
      }
    }
    return best;
  }

  /// The positions of the `limit` best turns, best first.
  static int[] ranked(float[][] signals, float[] weights, int limit) {
    var scores = new float[signals.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = signals[i].length == 0 ? Float.NEGATIVE_INFINITY : score(signals[i], weights);
    }
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Float.compare(scores[b], scores[a]))
        .limit(limit)
        .mapToInt(i -> i)
        .toArray();
  }

  static float score(float[] signals, float[] weights) {
    float score = 0;
    for (int s = 0; s < weights.length; s++) {
      score += weights[s] * signals[s];
    }
    return score;
  }
}
