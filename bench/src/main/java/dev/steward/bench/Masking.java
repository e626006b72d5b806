package dev.steward.bench;

import dev.steward.core.policy.Secrets;
import dev.steward.policies.secrets.RuleSecretFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How fast secrets are found and masked.
///
/// Argument: a file of ordinary sentences
/// (`policies/src/test/resources/dev/steward/policies/secrets/ordinary.txt`).
final class Masking {
  private static final String SENTENCES =
      "policies/src/test/resources/dev/steward/policies/secrets/ordinary.txt";

  private static final int MEGABYTE = 1_000_000;
  private static final int SHORT = 200;
  private static final int ROUNDS = 9;

  /// What makes the rules look again and again.
  private static final List<String> HOSTILE =
      List.of("-----BEGIN", "--user1-", "AGE-SECRET-KEY-1 ", "key=key=", "api key=a9Xk-zq8.", "a");

  private final Secrets secrets = new Secrets(List.of(new RuleSecretFinder()));

  private Masking() {}

  public static void main(String[] arguments) throws IOException {
    var file = Path.of(arguments.length > 0 ? arguments[0] : SENTENCES);
    new Masking().show(Files.readAllLines(file));
  }

  private void show(List<String> sentences) {
    var masked = sentences.stream().filter(line -> !secrets.mask(line).kinds().isEmpty()).count();
    System.out.printf("%,d ordinary sentences, %d masked%n%n", sentences.size(), masked);
    var ordinary = megabyte(String.join(" ", sentences) + " ");
    var leaky =
        megabyte(ordinary.substring(0, 1_000) + " the token is gh" + "p_" + "a1B2".repeat(9));
    System.out.println("| text of 1 MB | MB/s |");
    System.out.println("|---|---|");
    System.out.printf("| ordinary | %.1f |%n", megabytesPerSecond(ordinary));
    System.out.printf("| a secret in every kB | %.1f |%n", megabytesPerSecond(leaky));
    for (var part : HOSTILE) {
      System.out.printf("| `%s`, repeated | %.1f |%n", part, megabytesPerSecond(megabyte(part)));
    }
    System.out.printf("%nordinary text of %d characters: ", SHORT);
    showShort(pieces(ordinary));
  }

  private static String megabyte(String part) {
    return part.repeat(MEGABYTE / part.length() + 1).substring(0, MEGABYTE);
  }

  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    for (int at = 0; at + SHORT <= text.length(); at += SHORT) {
      pieces.add(text.substring(at, at + SHORT));
    }
    return pieces;
  }

  /// The median of some rounds, after as many to warm up.
  private double megabytesPerSecond(String text) {
    var seconds = new double[2 * ROUNDS];
    for (int round = 0; round < seconds.length; round++) {
      var begun = System.nanoTime();
      secrets.mask(text);
      seconds[round] = (System.nanoTime() - begun) / 1e9;
    }
    var measured = Arrays.copyOfRange(seconds, ROUNDS, seconds.length);
    Arrays.sort(measured);
    return text.length() / 1e6 / measured[ROUNDS / 2];
  }

  private void showShort(List<String> texts) {
    var micros = new double[texts.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < micros.length; i++) {
        var begun = System.nanoTime();
        secrets.mask(texts.get(i));
        micros[i] = (System.nanoTime() - begun) / 1e3;
      }
    }
    Arrays.sort(micros);
    System.out.printf(
        "p50 %.1f µs, p95 %.1f µs%n", micros[micros.length / 2], micros[micros.length * 95 / 100]);
  }
}
