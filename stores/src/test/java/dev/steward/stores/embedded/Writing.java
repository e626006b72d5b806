package dev.steward.stores.embedded;

import java.nio.file.Path;

/// A program that writes facts from 16 threads and acknowledges each, until it is killed.
final class Writing {
  private Writing() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (var stores = FreshStores.open(Path.of(arguments[0]))) {
      var threads = new Thread[16];
      for (int i = 0; i < threads.length; i++) {
        var prefix = arguments[1] + "-" + i + "-";
        threads[i] = Thread.ofPlatform().start(() -> write(stores, prefix));
      }
      for (var thread : threads) {
        thread.join();
      }
    }
  }

  private static void write(EmbeddedStores stores, String prefix) {
    for (int i = 0; ; i++) {
      var id = prefix + i;
      stores.facts().write(Rowfuls.batch(Rowfuls.fact(id, "text ".repeat(i % 300))));
      System.out.println(id + ".");
    }
  }
}
