package dev.steward.bench.locomo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One conversation of LoCoMo.
///
/// @param turns in the order in which they were said
/// @param questions those that name evidence
record Conversation(String id, List<Turn> turns, List<Question> questions) {
  private static final Pattern CITED = Pattern.compile("D:?(\\d+):(\\d+)");
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("h:mm a 'on' d MMMM, uuuu")
          .toFormatter(Locale.ENGLISH);

  Conversation {
    turns = List.copyOf(turns);
    questions = List.copyOf(questions);
  }

  /// The conversations in a file of LoCoMo's form.
  static List<Conversation> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          "%s is not there; give the path of LoCoMo's conversations (locomo10.json) as the first argument"
              .formatted(file.toAbsolutePath().normalize()));
    }
    var conversations = new ArrayList<Conversation>();
    for (var node : new ObjectMapper().readTree(file.toFile())) {
      var turns = turns(node.path("conversation"));
      conversations.add(
          new Conversation(
              node.path("sample_id").asText(), turns, questions(node.path("qa"), turns)));
    }
    return conversations;
  }

  private static List<Turn> turns(JsonNode conversation) {
    var turns = new ArrayList<Turn>();
    for (int session = 1; conversation.has("session_" + session + "_date_time"); session++) {
      var at =
          LocalDateTime.parse(
              conversation.path("session_" + session + "_date_time").asText(), DATE);
      for (var turn : conversation.path("session_" + session)) {
        var image =
            (turn.path("blip_caption").asText() + " " + turn.path("query").asText()).strip();
        turns.add(
            new Turn(
                turn.path("dia_id").asText(),
                session,
                turn.path("speaker").asText(),
                turn.path("text").asText().replaceAll("\\s+", " ").strip(),
                image,
                at));
      }
    }
    return turns;
  }

  private static List<Question> questions(JsonNode qa, List<Turn> turns) {
    Map<String, Integer> positions =
        IntStream.range(0, turns.size())
            .boxed()
            .collect(Collectors.toMap(i -> turns.get(i).id(), i -> i, (a, b) -> a, HashMap::new));
    var questions = new ArrayList<Question>();
    for (var question : qa) {
      var evidence = new HashSet<Integer>();
      for (var cited : question.path("evidence")) {
        var matcher = CITED.matcher(cited.asText());
        while (matcher.find()) {
          var position = positions.get("D%s:%s".formatted(matcher.group(1), matcher.group(2)));
          if (position != null) {
            evidence.add(position);
          }
        }
      }
      if (!evidence.isEmpty()) {
        questions.add(
            new Question(
                question.path("question").asText(), question.path("category").asInt(), evidence));
      }
    }
    return questions;
  }
}
