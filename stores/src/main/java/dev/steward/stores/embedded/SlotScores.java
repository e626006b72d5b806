package dev.steward.stores.embedded;

import dev.steward.core.memory.WordIndex;

/// What the words of a question count for the entries in their slots. A word counts in the slots
/// around each entry that has it; where it counts from several, the greatest counts. What all words
/// count is added up.
final class SlotScores {
  /// What a word counts for an entry, said so long before it or after.
  private static final float EARLIER = share(-1);

  private static final float MUCH_EARLIER = share(-2);
  private static final float LATER = share(1);
  private static final float MUCH_LATER = share(2);

  /// To look at one slot and those around it takes as long as to pass over so many.
  private static final int PASSED_AS_FAST = 12;

  private final int alone;

  /// What the word under way counts for the entries that have it, and their slots.
  private final float[] own;

  private final int[] touched;
  private int touchedSlots;

  /// The last word that was added up in a slot.
  private final int[] latest;

  private int words;
  private final float[] total;

  SlotScores(Slots.Layout layout) {
    this.alone = layout.alone();
    this.own = new float[layout.size()];
    this.touched = new int[layout.size()];
    this.latest = new int[layout.size()];
    this.total = new float[layout.size()];
  }

  private static float share(int step) {
    return WordIndex.NEIGHBOURS.getOrDefault(step, 0.0).floatValue();
  }

  /// Puts down what the word under way counts for the entry in a slot.
  ///
  /// @param score more than 0
  void put(int slot, float score) {
    float before = own[slot];
    if (score > before) {
      if (before == 0) {
        touched[touchedSlots++] = slot;
      }
      own[slot] = score;
    }
  }

  /// Adds up what the word under way counts; the next one begins.
  void endWord() {
    words++;
    if (touchedSlots > own.length / PASSED_AS_FAST) {
      addEverywhere();
    } else {
      addAround();
    }
    for (int i = 0; i < touchedSlots; i++) {
      own[touched[i]] = 0;
    }
    touchedSlots = 0;
  }

  private void addEverywhere() {
    addNeighbours(own, total, alone);
    for (int slot = alone; slot < own.length; slot++) {
      total[slot] += own[slot];
    }
  }

  /// A loop as compilers like it. Before the first entry and after the last are gaps.
  private static void addNeighbours(float[] own, float[] total, int end) {
    for (int slot = Slots.REACH; slot < end - Slots.REACH; slot++) {
      float near = Math.max(own[slot - 1] * EARLIER, own[slot + 1] * LATER);
      float far = Math.max(own[slot - 2] * MUCH_EARLIER, own[slot + 2] * MUCH_LATER);
      total[slot] += Math.max(own[slot], Math.max(near, far));
    }
  }

  private void addAround() {
    for (int i = 0; i < touchedSlots; i++) {
      int slot = touched[i];
      if (slot >= alone) {
        total[slot] += own[slot];
      } else {
        for (int near = slot - Slots.REACH; near <= slot + Slots.REACH; near++) {
          if (latest[near] != words) {
            latest[near] = words;
            total[near] += best(near);
          }
        }
      }
    }
  }

  private float best(int slot) {
    float best = own[slot];
    if (slot >= Slots.REACH) {
      best = Math.max(best, own[slot - 1] * EARLIER);
      best = Math.max(best, own[slot - 2] * MUCH_EARLIER);
    }
    if (slot < alone - Slots.REACH) {
      best = Math.max(best, own[slot + 1] * LATER);
      best = Math.max(best, own[slot + 2] * MUCH_LATER);
    }
    return best;
  }

  /// What all words count for the entry in this slot.
  float of(int slot) {
    return total[slot];
  }
}
