package dev.steward.core.policy;

import dev.steward.core.policy.SecretFinder.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Recognises secrets in text and masks them, before anything is written.
///
/// By itself it knows values that a label gives away (`password: …`, an address with a password in
/// it), card numbers with a right Luhn digit, and IBANs whose remainder modulo 97 is 1. Further
/// [finders][SecretFinder] know keys and tokens by their form. The time it takes grows with the
/// length of the text, whatever is in it.
public final class Secrets {
  /// Masking may bring together what was apart; it does not do so for ever.
  private static final int MOST_ROUNDS = 5;

  /// A text without its secrets.
  ///
  /// @param kinds what was masked, in words, each once; empty if nothing was
  public record Masked(String text, List<String> kinds) {
    public Masked {
      kinds = List.copyOf(kinds);
    }
  }

  private final List<SecretFinder> finders;

  /// Secrets that need no further finder.
  public Secrets() {
    this(List.of());
  }

  /// What `further` find, too. Where two find the same, theirs names the kind.
  public Secrets(List<SecretFinder> further) {
    finders =
        Stream.concat(further.stream(), Stream.of(new SecretLabels(), new AccountNumbers()))
            .toList();
  }

  /// Replaces each secret by `[masked: kind]`. Masking what is masked changes nothing.
  public Masked mask(String text) {
    var kinds = new LinkedHashSet<String>();
    var masked = text;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      var spans = spans(masked);
      if (spans.isEmpty()) {
        break;
      }
      masked = replace(masked, spans, kinds);
    }
    return new Masked(masked, List.copyOf(kinds));
  }

  private List<Span> spans(String text) {
    var spans = new ArrayList<Span>();
    for (var finder : finders) {
      spans.addAll(finder.find(text));
    }
    spans.sort(
        Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::end).reversed()));
    return spans;
  }

  /// Of overlapping secrets the first names the kind, and all are masked.
  private static String replace(String text, List<Span> spans, Set<String> kinds) {
    var masked = new StringBuilder();
    int at = 0;
    for (var span : spans) {
      if (span.start() >= at) {
        masked.append(text, at, span.start()).append("[masked: ").append(span.kind()).append(']');
        kinds.add(span.kind());
      }
      at = Math.max(at, span.end());
    }
    return masked.append(text, at, text.length()).toString();
  }
}
