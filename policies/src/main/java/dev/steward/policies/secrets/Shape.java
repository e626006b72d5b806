package dev.steward.policies.secrets;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a secret looks like. Its pattern, in the syntax of RE2, is compiled when it is first held
/// against a text: most are never needed, and a program starts faster without them.
final class Shape {
  private final String source;
  private volatile @Nullable Pattern pattern;

  Shape(String source) {
    this.source = source;
  }

  /// The secret if what comes from `at` on begins with the pattern: its first group that matched,
  /// or all of it if it has none.
  Optional<Range> match(String text, int at) {
    var matcher = compiled().matcher(new Tail(text, at));
    return matcher.lookingAt() ? Optional.of(secret(matcher, at)) : Optional.empty();
  }

  private static Range secret(Matcher matcher, int at) {
    int group =
        IntStream.rangeClosed(1, matcher.groupCount())
            .filter(i -> matcher.start(i) >= 0)
            .findFirst()
            .orElse(0);
    return new Range(at + matcher.start(group), at + matcher.end(group));
  }

  /// Threads that come at once each compile the same.
  Pattern compiled() {
    var compiled = pattern;
    if (compiled == null) {
      // An anchor lets the search end as soon as nothing can match any more.
      compiled = Pattern.compile("\\A(?:" + source + ")");
      pattern = compiled;
    }
    return compiled;
  }
}
