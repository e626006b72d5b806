package dev.steward.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Many threads that begin at the same moment.
final class Together {
  private Together() {}

  /// Runs `task` once in each of `threads` threads and hands over what they came to, by number.
  static <T> List<T> run(int threads, IntFunction<T> task) {
    var begin = new CountDownLatch(1);
    var futures = new ArrayList<Future<T>>();
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int i = 0; i < threads; i++) {
        var number = i;
        Callable<T> job =
            () -> {
              begin.await();
              return task.apply(number);
            };
        futures.add(executor.submit(job));
      }
      begin.countDown();
      var results = new ArrayList<T>();
      for (var future : futures) {
        results.add(future.get(1, TimeUnit.MINUTES));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of " + threads + " threads failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError(threads + " threads were not done after a minute", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
