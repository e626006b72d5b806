package dev.steward.app.routing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.steward.app.routing.LabelledFile.Part;
import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Labelled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Labelled texts in JSON, in the layout of CLINC150: an object of lists of pairs `[text, intent]`.
/// To learn from are `train` and `oos_train`; for the test `test` and `oos_test`, or else `val` and
/// `oos_val`. A file that is one list of pairs is all of one part.
final class JsonTexts {
  private JsonTexts() {}

  static List<Labelled> read(Path file, String json, Part part) {
    var lists = parsed(file, json, parser -> lists(file, parser));
    var whole = lists.get("");
    if (whole != null) {
      return whole;
    }
    for (var name : part == Part.TRAIN ? List.of("train") : List.of("test", "val")) {
      var found = lists.get(name);
      if (found != null) {
        var all = new ArrayList<>(found);
        lists.getOrDefault("oos_" + name, List.of()).stream()
            .map(stranger -> new Labelled(stranger.text(), ""))
            .forEach(all::add);
        return all;
      }
    }
    throw Failure.user(
        "%s has no list '%s'; there are: %s"
            .formatted(
                file,
                part == Part.TRAIN ? "train" : "test' or 'val",
                lists.isEmpty() ? "none" : String.join(", ", lists.keySet())));
  }

  /// The group of each kind, from an object of lists of kinds.
  static Map<String, String> groups(Path file) {
    return parsed(
        file,
        LabelledFile.text(file),
        parser -> {
          expect(
              file,
              parser,
              parser.nextToken(),
              JsonToken.START_OBJECT,
              "an object of lists of kinds");
          var groups = new LinkedHashMap<String, String>();
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            var group = parser.currentName();
            expect(file, parser, parser.nextToken(), JsonToken.START_ARRAY, "a list of kinds");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
              expect(file, parser, parser.currentToken(), JsonToken.VALUE_STRING, "a kind");
              var other = groups.put(parser.getText(), group);
              if (other != null && !other.equals(group)) {
                throw Failure.user(
                    "%s, %s: the kind '%s' is in '%s' already"
                        .formatted(file, line(parser), parser.getText(), other));
              }
            }
          }
          return groups;
        });
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(JsonParser parser) throws IOException;
  }

  private static <T> T parsed(Path file, String json, Reading<T> reading) {
    try (var parser = new JsonFactory().createParser(json)) {
      return reading.of(parser);
    } catch (JsonProcessingException e) {
      throw Failure.user(
          "%s, %s: this is no JSON: %s"
              .formatted(file, line(e.getLocation()), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<Labelled>> lists(Path file, JsonParser parser)
      throws IOException {
    var lists = new LinkedHashMap<String, List<Labelled>>();
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      lists.put("", pairs(file, "row", parser));
      return lists;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        lists.put(name, pairs(file, "row of '%s'".formatted(name), parser));
      } else {
        parser.skipChildren();
      }
    }
    return lists;
  }

  private static List<Labelled> pairs(Path file, String what, JsonParser parser)
      throws IOException {
    var pairs = new ArrayList<Labelled>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var where = "%s, %s %d".formatted(line(parser), what, pairs.size() + 1);
      expect(file, parser, parser.currentToken(), JsonToken.START_ARRAY, "a pair [text, intent]");
      var text = text(file, where, parser);
      var category = text(file, where, parser);
      if (parser.nextToken() != JsonToken.END_ARRAY) {
        throw Failure.user(
            "%s, %s: a pair has a text and an intent, and no more".formatted(file, where));
      }
      pairs.add(LabelledFile.labelled(file, where, text, category));
    }
    return pairs;
  }

  private static String text(Path file, String where, JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw Failure.user("%s, %s: a pair has a text and an intent".formatted(file, where));
    }
    return parser.getText();
  }

  private static void expect(
      Path file, JsonParser parser, @Nullable JsonToken found, JsonToken wanted, String what) {
    if (found != wanted) {
      throw Failure.user("%s, %s: expected %s".formatted(file, line(parser), what));
    }
  }

  private static String line(JsonParser parser) {
    return line(parser.currentTokenLocation());
  }

  private static String line(@Nullable JsonLocation location) {
    return location == null ? "at its end" : "line " + location.getLineNr();
  }
}
