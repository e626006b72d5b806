package dev.steward.bench.locomo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Recall of the turns that answer LoCoMo's questions, from the turns as they were said, without a
/// language model; what each signal is worth; and the weights that each conversation alone would
/// have.
///
/// Argument: the file of the conversations (`../shared/data/locomo-dev.json`).
final class Locomo {
  private static final int SYNTHETIC = 10_000;
  private static final int TIMED = 2_000;

  private final List<Conversation> conversations;
  private final Vectors vectors;

  private Locomo(List<Conversation> conversations, Vectors vectors) {
    this.conversations = conversations;
    this.vectors = vectors;
  }

  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data/locomo-dev.json");
    var conversations = Conversation.read(file);
    try (var vectors = new Vectors(Path.of("bench/target/locomo/vectors.bin"))) {
      var locomo = new Locomo(conversations, vectors);
      locomo.showRecipe();
      locomo.showWithout();
      locomo.showVariants();
      locomo.showFits();
      locomo.showTimes();
    }
  }

  private Recall recall(Conversation conversation, Search.Options options, float[] weights) {
    var search = new Search(conversation.turns(), vectors, options);
    var recall = new Recall();
    for (var question : conversation.questions()) {
      recall.add(question, Search.ranked(search.signals(question.text()), weights, 10));
    }
    return recall;
  }

  private Recall recall(Search.Options options, float[] weights) {
    var all = new Recall();
    conversations.forEach(conversation -> all.add(recall(conversation, options, weights)));
    return all;
  }

  private void showRecipe() {
    System.out.println(Recall.header("conversation"));
    var weights = Recipe.DEFAULT.weights();
    for (var conversation : conversations) {
      System.out.println(
          recall(conversation, Search.Options.DEFAULTS, weights).row(conversation.id()));
    }
    System.out.println(recall(Search.Options.DEFAULTS, weights).row("all"));
  }

  private void showWithout() {
    System.out.println();
    System.out.println(Recall.header("without"));
    for (int s = 0; s < Recipe.SIGNALS.size(); s++) {
      var weights = Recipe.DEFAULT.weights();
      weights[s] = 0;
      System.out.println(recall(Search.Options.DEFAULTS, weights).row(Recipe.SIGNALS.get(s)));
    }
    System.out.println(
        recall(Search.Options.DEFAULTS, Recipe.of(1, 0, 0, 0, 0, 0, 0, 0).weights())
            .row("all but words"));
    System.out.println(
        recall(Search.Options.DEFAULTS, Recipe.of(0, 1, 0, 0, 0, 0, 0, 0).weights())
            .row("all but meaning"));
    System.out.println(
        recall(Search.Options.DEFAULTS, Recipe.of(1, 1, 0, 0, 0, 0, 0, 0).weights())
            .row("all but words and meaning"));
  }

  private void showVariants() {
    var variants = new LinkedHashMap<String, Search.Options>();
    var best = WordSearch.NEIGHBOURS;
    var together = MeaningSearch.Passage.WITH_PREVIOUS;
    variants.put("words of the turn alone", new Search.Options(Map.of(0, 1f), together, 100, true));
    variants.put(
        "neighbours ½",
        new Search.Options(Map.of(0, 1f, -1, .5f, -2, .5f, 1, .5f, 2, .5f), together, 100, true));
    variants.put(
        "only neighbours before",
        new Search.Options(Map.of(0, 1f, -1, .7f, -2, .6f), together, 100, true));
    variants.put(
        "meaning of the turn alone",
        new Search.Options(best, MeaningSearch.Passage.TURN, 100, true));
    for (int candidates : new int[] {30, 50, 200, 1000}) {
      variants.put(
          candidates + " candidates", new Search.Options(best, together, candidates, true));
    }
    for (int candidates : new int[] {50, 100, 200}) {
      variants.put(
          candidates + " candidates, missing nearness 0",
          new Search.Options(best, together, candidates, false));
    }
    System.out.println();
    System.out.println(Recall.header("variant"));
    variants.forEach(
        (name, options) -> System.out.println(recall(options, Recipe.DEFAULT.weights()).row(name)));
    showTurns("texts alone, without images", turn -> turn.withImage(""));
    showTurns("no sessions known", turn -> turn.withSession(1));
    showOneHaystack();
  }

  private void showTurns(String name, UnaryOperator<Turn> change) {
    var all = new Recall();
    for (var conversation : conversations) {
      var changed =
          new Conversation(
              conversation.id(),
              conversation.turns().stream().map(change).toList(),
              conversation.questions());
      all.add(recall(changed, Search.Options.DEFAULTS, Recipe.DEFAULT.weights()));
    }
    System.out.println(all.row(name));
  }

  private void showOneHaystack() {
    var one = new ArrayList<Turn>();
    var questions = new ArrayList<Question>();
    for (var conversation : conversations) {
      int before = one.size();
      int sessions = one.isEmpty() ? 0 : one.getLast().session();
      conversation.turns().forEach(turn -> one.add(turn.withSession(turn.session() + sessions)));
      for (var question : conversation.questions()) {
        var moved = question.evidence().stream().map(i -> i + before).toList();
        questions.add(new Question(question.text(), question.category(), Set.copyOf(moved)));
      }
    }
    System.out.println(
        recall(
                new Conversation("one", one, questions),
                Search.Options.DEFAULTS,
                Recipe.DEFAULT.weights())
            .row("all conversations in one haystack"));
  }

  private record Asked(Conversation conversation, Question question, List<float[]> signals) {
    Asked {
      signals = List.copyOf(signals);
    }
  }

  private void showFits() {
    var asked = new ArrayList<Asked>();
    for (var conversation : conversations) {
      var search = new Search(conversation.turns(), vectors, Search.Options.DEFAULTS);
      for (var question : conversation.questions()) {
        asked.add(new Asked(conversation, question, List.of(search.signals(question.text()))));
      }
    }
    System.out.println();
    System.out.println(Recall.header("fitted on all others, measured on"));
    var crossed = new Recall();
    for (var held : conversations) {
      crossed.add(cross(asked, a -> a.conversation().equals(held), held.id()));
    }
    System.out.println(crossed.row("each conversation held out"));
    var halves = new Recall();
    for (int half : new int[] {0, 1}) {
      halves.add(cross(asked, a -> asked.indexOf(a) % 2 == half, "every second question " + half));
    }
    System.out.println(halves.row("each half of the questions held out"));
  }

  private static Recall cross(List<Asked> asked, Predicate<Asked> held, String name) {
    var fitted =
        Fit.weights(
            asked.stream()
                .filter(held.negate())
                .map(a -> a.signals().toArray(float[][]::new))
                .toList(),
            asked.stream().filter(held.negate()).map(a -> a.question().evidence()).toList());
    var recall = new Recall();
    asked.stream()
        .filter(held)
        .forEach(a ->
            recall.add(
                a.question(), Search.ranked(a.signals().toArray(float[][]::new), fitted, 10)));
    System.out.println(recall.row(name + " " + shown(fitted)));
    return recall;
  }

  private static String shown(float[] weights) {
    var shown = new ArrayList<String>();
    for (float weight : weights) {
      shown.add(String.format(Locale.ROOT, "%.2f", weight));
    }
    return shown.toString();
  }

  private void showTimes() {
    var turns = new ArrayList<Turn>();
    for (int copy = 0; turns.size() < SYNTHETIC; copy++) {
      for (var conversation : conversations) {
        for (var turn : conversation.turns()) {
          turns.add(turn.withSession(turn.session() + 100 * copy));
        }
      }
    }
    var haystack = turns.subList(0, SYNTHETIC);
    var words = new WordSearch(haystack, WordSearch.NEIGHBOURS);
    var meaning = new MeaningSearch(haystack, MeaningSearch.Passage.WITH_PREVIOUS, vectors);
    var search = new Search(haystack, vectors, Search.Options.DEFAULTS);
    var questions =
        conversations.stream().flatMap(c -> c.questions().stream()).map(Question::text).toList();
    var asked = questions.stream().map(vectors::query).toList();
    System.out.println();
    System.out.println(
        "| of a search among 10,000 turns | p50 ms | p95 ms | p50 CPU-ms | p95 CPU-ms |");
    System.out.println("|---|---|---|---|---|");
    time("words", i -> words.search(questions.get(i % questions.size()))[i]);
    time("meaning", i -> meaning.search(asked.get(i % asked.size()), Integer.MAX_VALUE)[i]);
    time(
        "all, without embedding the question",
        i -> {
          int q = i % asked.size();
          return Search.ranked(
              search.signals(questions.get(q), asked.get(q)), Recipe.DEFAULT.weights(), 10)[0];
        });
  }

  private static void time(String what, IntToDoubleFunction search) {
    var clock = ManagementFactory.getThreadMXBean();
    var nanos = new long[TIMED];
    var busy = new long[TIMED];
    double sum = 0;
    for (int i = -TIMED; i < TIMED; i++) {
      long cpu = clock.getCurrentThreadCpuTime();
      long begun = System.nanoTime();
      sum += search.applyAsDouble(i + TIMED);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begun;
        busy[i] = clock.getCurrentThreadCpuTime() - cpu;
      }
    }
    Arrays.sort(nanos);
    Arrays.sort(busy);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f |%s%n",
        what,
        nanos[TIMED / 2] / 1e6,
        nanos[TIMED * 95 / 100] / 1e6,
        busy[TIMED / 2] / 1e6,
        busy[TIMED * 95 / 100] / 1e6,
        sum == 0 ? " nothing found" : "");
  }
}
