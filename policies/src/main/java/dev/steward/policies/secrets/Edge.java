package dev.steward.policies.secrets;

/// What may stand before a secret.
enum Edge {
  /// Anything.
  ANY {
    @Override
    boolean isAt(String text, int at) {
      return true;
    }
  },
  /// No letter and no digit, unless they are the end of an escape such as `\n` or `%3D`.
  WORD {
    @Override
    boolean isAt(String text, int at) {
      return at == 0 || !Ascii.isAlphanumeric(text.charAt(at - 1)) || endsEscape(text, at);
    }
  },
  /// No letter, digit, `_` or `-`.
  APART {
    @Override
    boolean isAt(String text, int at) {
      return at == 0
          || !(Ascii.isAlphanumeric(text.charAt(at - 1)) || isJoint(text.charAt(at - 1)));
    }
  };

  abstract boolean isAt(String text, int at);

  private static boolean endsEscape(String text, int at) {
    return (at >= 2 && text.charAt(at - 2) == '\\' && "nrt".indexOf(text.charAt(at - 1)) >= 0)
        || (at >= 3 && text.charAt(at - 3) == '%' && Character.digit(text.charAt(at - 2), 16) >= 0);
  }

  private static boolean isJoint(char c) {
    return c == '_' || c == '-';
  }
}
