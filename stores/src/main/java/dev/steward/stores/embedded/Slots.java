package dev.steward.stores.embedded;

import java.util.Arrays;

/// Lays entries out so that neighbours in a thread stand beside each other: who stands so many
/// places after another in their thread stands as many slots after it, if that is at most [#REACH];
/// all others stand further apart. Those of one place share a slot.
final class Slots {
  /// Neighbours further apart don't matter.
  static final int REACH = 2;

  private static final int GAP = REACH + 1;

  private int[] numbers = new int[1_024];
  private int[] places = new int[1_024];
  private int entries;

  /// Threads by hashing: their names' numbers, and which one it is.
  private long[] keys = new long[64];

  private int[] threadOfKey = new int[64];
  private int threads;

  private int[] counts = new int[32];
  private int[] first = new int[32];
  private int[] last = new int[32];

  private long lastKey;
  private int lastThread = -1;

  /// Adds an entry; they are numbered from 0.
  ///
  /// @param thread the number of its thread's name
  /// @param place 0 if it is in no thread
  void add(long thread, int place) {
    if (entries == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * entries);
      places = Arrays.copyOf(places, 2 * entries);
    }
    places[entries] = place;
    numbers[entries++] = place == 0 ? -1 : thread(thread, place);
  }

  int size() {
    return entries;
  }

  private int thread(long key, int place) {
    if (lastThread < 0 || lastKey != key) {
      lastThread = find(key);
      lastKey = key;
    }
    int thread = lastThread;
    counts[thread]++;
    first[thread] = Math.min(first[thread], place);
    last[thread] = Math.max(last[thread], place);
    return thread;
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int at = (int) (key ^ key >>> 32) & mask;
    while (threadOfKey[at] != 0 && keys[at] != key) {
      at = at + 1 & mask;
    }
    if (threadOfKey[at] == 0) {
      keys[at] = key;
      threadOfKey[at] = newThread() + 1;
      if (2 * threads > keys.length) {
        rehash();
        return threads - 1;
      }
    }
    return threadOfKey[at] - 1;
  }

  private int newThread() {
    if (threads == counts.length) {
      counts = Arrays.copyOf(counts, 2 * threads);
      first = Arrays.copyOf(first, 2 * threads);
      last = Arrays.copyOf(last, 2 * threads);
    }
    first[threads] = Integer.MAX_VALUE;
    return threads++;
  }

  private void rehash() {
    var oldKeys = keys;
    var oldThreads = threadOfKey;
    keys = new long[2 * oldKeys.length];
    threadOfKey = new int[keys.length];
    int mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldThreads[i] != 0) {
        int at = (int) (oldKeys[i] ^ oldKeys[i] >>> 32) & mask;
        while (threadOfKey[at] != 0) {
          at = at + 1 & mask;
        }
        keys[at] = oldKeys[i];
        threadOfKey[at] = oldThreads[i];
      }
    }
  }

  /// Where each entry stands.
  ///
  /// @param of the slot of each entry; never 0
  /// @param alone from this slot on each stands for itself
  @SuppressWarnings("ArrayRecordComponent") // nobody else holds them, and copies would cost
  record Layout(int[] of, int alone, int size) {}

  Layout layout() {
    var start = new int[threads];
    int next = GAP;
    for (int thread = 0; thread < threads; thread++) {
      if (isDense(thread)) {
        start[thread] = next - first[thread];
        next += last[thread] - first[thread] + 1 + GAP;
      }
    }
    var of = new int[entries];
    var scattered = new long[entries];
    int few = 0;
    for (int i = 0; i < entries; i++) {
      if (numbers[i] >= 0 && isDense(numbers[i])) {
        of[i] = start[numbers[i]] + places[i];
      } else if (numbers[i] >= 0) {
        scattered[few++] = i;
      }
    }
    next = layOut(scattered, few, of, next);
    int alone = next;
    for (int i = 0; i < entries; i++) {
      if (numbers[i] < 0) {
        of[i] = next++;
      }
    }
    return new Layout(of, alone, next + GAP);
  }

  /// Whether a thread has about as many entries as places between its first and its last.
  private boolean isDense(int thread) {
    return (long) last[thread] - first[thread] < 4L * counts[thread] + 16;
  }

  /// Lays entries out whose places lie far apart; returns the next free slot.
  private int layOut(long[] scattered, int few, int[] of, int from) {
    var inOrder = new Integer[few];
    for (int i = 0; i < few; i++) {
      inOrder[i] = Math.toIntExact(scattered[i]);
    }
    Arrays.sort(
        inOrder,
        (one, other) ->
            numbers[one] != numbers[other]
                ? Integer.compare(numbers[one], numbers[other])
                : Integer.compare(places[one], places[other]));
    int next = from;
    for (int i = 0; i < few; i++) {
      int entry = inOrder[i];
      if (i > 0) {
        int before = inOrder[i - 1];
        next +=
            numbers[before] == numbers[entry]
                ? (int) Math.min(GAP, (long) places[entry] - places[before])
                : GAP;
      }
      of[entry] = next;
    }
    return next + GAP;
  }
}
