package dev.steward.core.turn;

import dev.steward.core.Failure;
import java.util.List;
import java.util.regex.Pattern;

/// The words that what a task costs is booked under.
public final class Tags {
  private static final int MOST = 10;
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:/-]{0,63}");

  private Tags() {}

  /// The tags, each once.
  ///
  /// @param what they are of, such as `task`
  /// @throws Failure USER if one is none, or they are too many
  public static List<String> checked(String what, List<String> tags) {
    var once = tags.stream().distinct().toList();
    if (once.size() > MOST) {
      throw refused(what, "are more than %d".formatted(MOST));
    }
    if (!once.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      throw refused(
          what, "must be words of letters, digits and . _ : / - of at most 64 characters");
    }
    return once;
  }

  private static Failure refused(String what, String why) {
    return Failure.user("The %s was not taken: `tags` %s".formatted(what, why));
  }
}
