package dev.steward.models.chat;

import dev.steward.core.Failure;

/// The key to a provider's API, and where it was found. Never shows its value.
///
/// @param variable the environment variable that holds it, named in messages
/// @param value empty for a server that wants none
public record ApiKey(String variable, String value) {
  /// For a server that wants no key.
  public static final ApiKey NONE = new ApiKey("", "");

  /// Takes the key without the blanks around it.
  ///
  /// @throws Failure USER if it can't be a key
  public ApiKey {
    value = value.strip();
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw Failure.user(
          "%s holds characters that no API key has (a line break, a blank, an accent); set it anew"
              .formatted(variable));
    }
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return "ApiKey[" + variable + "]";
  }
}
