package dev.steward.tools.calendar;

import dev.steward.core.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;

/// A line of an iCalendar file, as ical4j's parser takes it apart.
///
/// @param component the innermost part it stands in, such as `VEVENT` or `DAYLIGHT`
/// @param name upper case
/// @param parameters by their names in upper case
record IcsProperty(String component, String name, Map<String, String> parameters, String value) {
  /// Escapes in parameters (RFC 6868).
  private static final Pattern CARET = Pattern.compile("\\^[n'^]");

  IcsProperty {
    parameters = Map.copyOf(parameters);
  }

  /// The properties of a component.
  ///
  /// @param lines what stands between its BEGIN and its END
  /// @throws Failure USER if it can't be taken apart
  static List<IcsProperty> of(String component, List<String> lines) {
    var text =
        "BEGIN:VCALENDAR\r\nBEGIN:%s\r\n%s\r\nEND:%s\r\nEND:VCALENDAR\r\n"
            .formatted(component, String.join("\r\n", lines), component);
    var collector = new Collector();
    try {
      new CalendarParserImpl().parse(new StringReader(text), collector);
    } catch (IOException | ParserException | RuntimeException malformed) {
      throw Failure.user("a line of it can't be read");
    }
    return collector.properties;
  }

  /// A parameter's value, or empty.
  String parameter(String key) {
    var text = parameters.getOrDefault(key, "");
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1);
    }
    return CARET
        .matcher(text)
        .replaceAll(escape ->
            switch (escape.group()) {
              case "^n" -> "\n";
              case "^'" -> "\"";
              default -> "^";
            });
  }

  /// The value as text, its escapes resolved.
  String text() {
    var text = new StringBuilder();
    for (var i = 0; i < value.length(); i++) {
      var character = value.charAt(i);
      if (character == '\\' && i + 1 < value.length()) {
        i++;
        var escaped = value.charAt(i);
        text.append(escaped == 'n' || escaped == 'N' ? '\n' : escaped);
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }

  private static final class Collector implements ContentHandler {
    private final List<IcsProperty> properties = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String name = "";
    private String value = "";

    @Override
    public void startCalendar() {}

    @Override
    public void endCalendar() {}

    @Override
    public void startComponent(String component) {
      open.add(component.toUpperCase(Locale.ROOT));
    }

    @Override
    public void endComponent(String component) {
      open.removeLast();
    }

    @Override
    public void startProperty(String property) {
      name = property.toUpperCase(Locale.ROOT);
      value = "";
      parameters.clear();
    }

    @Override
    public void parameter(String key, String text) {
      parameters.put(key.toUpperCase(Locale.ROOT), text);
    }

    @Override
    public void propertyValue(String text) {
      value = text;
    }

    @Override
    public void endProperty(String property) {
      properties.add(
          new IcsProperty(open.isEmpty() ? "" : open.getLast(), name, parameters, value));
    }
  }
}
