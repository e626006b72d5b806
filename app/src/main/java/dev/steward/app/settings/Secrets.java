package dev.steward.app.settings;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells a key from the name of the environment variable that should hold it.
final class Secrets {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern PREFIX =
      Pattern.compile("(sk|pk|rk|xox[a-z]|gh[a-z]|glpat|AKIA|AIza|eyJ|Bearer)[-_A-Z0-9a-z. ].{8,}");
  private static final Set<String> KEY_NAMES =
      Set.of("key", "apikey", "token", "secret", "password", "authtoken", "bearer", "accesstoken");

  private Secrets() {}

  static boolean isVariableName(String text) {
    return VARIABLE.matcher(text).matches();
  }

  /// Whether `text` looks like a key itself: such a text is never shown.
  static boolean isLikelyKey(String text) {
    if (PREFIX.matcher(text).lookingAt()) {
      return true;
    }
    var solid = text.length() >= 20 && text.chars().noneMatch(Character::isWhitespace);
    return solid
        && text.chars().filter(Character::isDigit).count() >= 3
        && (text.chars().anyMatch(Character::isLowerCase) || text.indexOf('_') < 0)
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-+/=.".indexOf(c) >= 0);
  }

  /// Whether a setting of this name would hold a key.
  static boolean isKeyName(String setting) {
    return KEY_NAMES.contains(setting.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
  }
}
