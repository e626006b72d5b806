package dev.steward.stores;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/// Numbers whose type nobody has declared: whole ones as `Long`, or as `BigInteger` beyond its
/// range, all others as `Double`.
final class FreeNumbers extends StdScalarDeserializer<Number> {
  private static final long serialVersionUID = 1;

  FreeNumbers() {
    super(Number.class);
  }

  @Override
  public Number deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return (Number) context.handleUnexpectedToken(Number.class, parser);
    }
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      case BIG_INTEGER -> parser.getBigIntegerValue();
      case FLOAT, DOUBLE, BIG_DECIMAL -> parser.getDoubleValue();
    };
  }
}
