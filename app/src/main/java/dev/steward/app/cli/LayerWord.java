package dev.steward.app.cli;

import dev.steward.core.memory.Layer;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Understands the name of a layer, `org` for short.
final class LayerWord implements ITypeConverter<Layer> {
  @Override
  public Layer convert(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "session" -> Layer.SESSION;
      case "user" -> Layer.USER;
      case "org", "organisation", "organization" -> Layer.ORGANISATION;
      default ->
          throw new TypeConversionException(
              "expected session, user or org, but this is '%s'".formatted(word));
    };
  }
}
