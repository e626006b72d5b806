package dev.steward.stores.embedded;

import dev.steward.core.Failure;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A program that opens the stores in a folder, says whether that went well, and holds them until
/// it is killed.
final class Holding {
  private Holding() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (var stores = FreshStores.open(Path.of(arguments[0]))) {
      stores.lock().publish("http://127.0.0.1:7070");
      System.out.println("held");
      new CountDownLatch(1).await();
    } catch (Failure e) {
      System.out.println(e.text());
    }
  }
}
