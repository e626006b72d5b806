package dev.steward.app.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;

/// Ctrl-C as the system hands it to this process.
final class ProcessInterrupts implements Interrupts {
  private static final String INTERRUPT = "INT";

  @Override
  public Watch during(Runnable first) {
    var usual = new AtomicReference<Object>();
    var taken = new AtomicBoolean();
    Runnable giveBack =
        () -> {
          if (taken.compareAndSet(false, true)) {
            Signals.unregister(INTERRUPT, usual.get());
          }
        };
    usual.set(
        Signals.register(
            INTERRUPT,
            () -> {
              giveBack.run();
              Thread.ofVirtual().name("interrupted").start(first);
            }));
    return giveBack::run;
  }
}
