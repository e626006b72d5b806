package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;

/// What memory holds and finds again: a message as it was said, or a fact.
public sealed interface Entry permits Message, Fact {
  /// Unique within the tenant, among those of its type.
  String id();

  Scope scope();

  Labels labels();

  String text();

  /// The text with the name of who said it before it.
  default String spoken() {
    return Traits.speaker(this) + ": " + text();
  }

  /// When it was said, or recorded.
  Instant at();

  /// What names an entry among those of all tenants.
  default Key key() {
    var type =
        switch (this) {
          case Message _ -> Type.MESSAGE;
          case Fact _ -> Type.FACT;
        };
    return new Key(scope().tenant(), type, id());
  }

  enum Type {
    MESSAGE,
    FACT
  }

  record Key(String tenant, Type type, String id) {
    public static Key fact(String tenant, String id) {
      return new Key(tenant, Type.FACT, id);
    }

    public static Key message(String tenant, String id) {
      return new Key(tenant, Type.MESSAGE, id);
    }
  }
}
