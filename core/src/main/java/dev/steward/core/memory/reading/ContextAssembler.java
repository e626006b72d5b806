package dev.steward.core.memory.reading;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.text.TokenEstimate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Puts together what a model is shown, within a budget.
///
/// Policies are placed first, whole and always. Then each layer fills its floor, and what is left
/// goes down the list of the layers, each up to its cap. Of what was recalled, what is pinned comes
/// first, then what is relevant and says something new (maximal marginal relevance, Carbonell and
/// Goldstein 1998, over the words); of the talk, what was said last, without a gap. A text that
/// would take more than half of its layer's floor is shortened.
public final class ContextAssembler {
  /// What stands around a text: its id, date, source.
  private static final int AROUND = 24;

  /// What counts for relevance; the rest counts against a repetition.
  private static final double RELEVANCE = 0.7;

  private static final String CUT = " […]";

  private final ContextBudget budget;

  public ContextAssembler(ContextBudget budget) {
    this.budget = budget;
  }

  /// Chooses of what was recalled and of the talk.
  ///
  /// @param found what was recalled, best first, each once
  /// @param said the talk so far, oldest first
  public Context assemble(List<Recollection> found, List<Message> said) {
    return new Assembling().assembled(found, said);
  }

  /// A text that may be shown, of one of both kinds.
  private sealed interface Item {
    int tokens();

    record Known(int place, Recollection recollection, int tokens) implements Item {}

    record Said(int place, Message message, int tokens) implements Item {}
  }

  /// One context in the making.
  private final class Assembling {
    private final Map<Layer, List<Item>> waiting = new EnumMap<>(Layer.class);
    private final Map<Layer, Integer> spent = new EnumMap<>(Layer.class);
    private final List<Item> chosen = new ArrayList<>();
    private int total;

    Context assembled(List<Recollection> found, List<Message> said) {
      for (int place = 0; place < said.size(); place++) {
        var message = said.get(place);
        var text = shortened(message.text(), Layer.CONVERSATION);
        queue(Layer.CONVERSATION)
            .addFirst(new Item.Said(place, message.withText(text), cost(text)));
      }
      var others = new ArrayList<Item.Known>();
      for (int place = 0; place < found.size(); place++) {
        var recollection = found.get(place);
        if (isPolicy(recollection)) {
          place(layer(recollection), known(place, recollection));
        } else {
          others.add(known(place, shortened(recollection)));
        }
      }
      for (var item : varied(others)) {
        queue(layer(item.recollection())).add(item);
      }
      for (var layer : Layer.values()) {
        fill(layer, budget.floor(layer));
      }
      for (var layer : Layer.values()) {
        fill(layer, budget.cap(layer));
      }
      return context();
    }

    private List<Item> queue(Layer layer) {
      return waiting.computeIfAbsent(layer, each -> new ArrayList<>());
    }

    private void fill(Layer layer, int most) {
      var left = new ArrayList<Item>();
      for (var item : queue(layer)) {
        var fits =
            spent.getOrDefault(layer, 0) + item.tokens() <= most
                && total + item.tokens() <= budget.tokens();
        // The talk has no gaps: what comes before something left out is left out, too.
        if (fits && (layer != Layer.CONVERSATION || left.isEmpty())) {
          place(layer, item);
        } else {
          left.add(item);
        }
      }
      waiting.put(layer, left);
    }

    private void place(Layer layer, Item item) {
      chosen.add(item);
      spent.merge(layer, item.tokens(), Integer::sum);
      total += item.tokens();
    }

    private Context context() {
      var known = new TreeMap<Integer, Recollection>();
      var said = new TreeMap<Integer, Message>();
      for (var item : chosen) {
        switch (item) {
          case Item.Known(var place, var recollection, _) -> known.put(place, recollection);
          case Item.Said(var place, var message, _) -> said.put(place, message);
        }
      }
      return new Context(List.copyOf(known.values()), List.copyOf(said.values()), total);
    }
  }

  private static boolean isPolicy(Recollection recollection) {
    return recollection.fact().kind() == Fact.Kind.POLICY;
  }

  private static boolean isPinned(Recollection recollection) {
    return recollection.entry() instanceof Fact fact && fact.care().pinned();
  }

  private static Layer layer(Recollection recollection) {
    return recollection.fact().layer();
  }

  private static Item.Known known(int place, Recollection recollection) {
    return new Item.Known(place, recollection, cost(recollection.entry().text()));
  }

  private static int cost(String text) {
    return AROUND + TokenEstimate.of(text);
  }

  private Recollection shortened(Recollection recollection) {
    return recollection.withText(shortened(recollection.entry().text(), layer(recollection)));
  }

  private String shortened(String text, Layer layer) {
    int most = Math.max(0, budget.floor(layer) / 2 - AROUND);
    return TokenEstimate.of(text) <= most
        ? text
        : TokenEstimate.beginning(text, Math.max(0, most - TokenEstimate.of(CUT))).stripTrailing()
            + CUT;
  }

  /// What is relevant and unlike what came before it, first.
  private static List<Item.Known> varied(List<Item.Known> items) {
    var best = items.stream().mapToDouble(item -> item.recollection().score()).max().orElse(0);
    var words = new ArrayList<Set<String>>();
    var likeness = new double[items.size()];
    items.forEach(item -> words.add(words(item.recollection().entry().text())));
    var left = new ArrayList<Integer>();
    for (int i = 0; i < items.size(); i++) {
      left.add(i);
    }
    var varied = new ArrayList<Item.Known>();
    while (!left.isEmpty()) {
      int next = left.getFirst();
      for (int i : left) {
        if (worth(items.get(i), best, likeness[i]) > worth(items.get(next), best, likeness[next])) {
          next = i;
        }
      }
      left.remove(Integer.valueOf(next));
      varied.add(items.get(next));
      for (int i : left) {
        likeness[i] = Math.max(likeness[i], likeness(words.get(i), words.get(next)));
      }
    }
    return varied;
  }

  private static double worth(Item.Known item, double best, double likeness) {
    if (isPinned(item.recollection())) {
      return 1;
    }
    var relevance = best > 0 ? item.recollection().score() / best : 1;
    return RELEVANCE * relevance - (1 - RELEVANCE) * likeness;
  }

  private static Set<String> words(String text) {
    var words = new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
    words.remove("");
    return words;
  }

  /// Jaccard's index, 0 to 1.
  private static double likeness(Set<String> one, Set<String> other) {
    var shared = new HashSet<>(one);
    shared.retainAll(other);
    int all = one.size() + other.size() - shared.size();
    return all == 0 ? 1 : (double) shared.size() / all;
  }
}
