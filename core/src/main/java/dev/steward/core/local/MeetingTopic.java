package dev.steward.core.local;

import dev.steward.core.local.Roles.Role;
import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import dev.steward.core.when.WhenReader;
import java.util.List;

/// What a meeting is about, as it is described: `about the website`, `to discuss the budget`.
final class MeetingTopic {
  private static final List<String> TOPIC_INTROS =
      Lexicon.phrases(
          "in order to; in regards to; in regard to; with regard to; with regards to;"
              + " on the subject of; on the topic of; about; regarding; concerning; re :; re;"
              + " topic :; subject :; to discuss; to talk about; to talk through; to go over;"
              + " to go through");

  private final Words words;
  private final int from;
  private final Roles roles;
  private final StringBuilder topic = new StringBuilder();
  private Reading when;

  /// Finds it, and marks its words.
  ///
  /// @param when the dates and times; those within the topic belong to it
  MeetingTopic(Words words, int from, Roles roles, Reading when) {
    this.words = words;
    this.from = from;
    this.roles = roles;
    this.when = when;
    find();
  }

  String text() {
    return topic.toString();
  }

  /// The dates and times outside of the topic.
  Reading when() {
    return when;
  }

  private void find() {
    int i = from;
    while (i < words.size()) {
      int next = roles.isFree(i) && !when.covers(i) ? intro(i) : -1;
      if (next < 0) {
        i++;
        continue;
      }
      int end = topicEnd(next);
      if (end > next) {
        if (!topic.isEmpty()) {
          topic.append(' ');
        }
        topic.append(words.between(i, end));
        roles.mark(i, end, Role.TOPIC);
        int start = i;
        when = when.filtered(part -> part < start || part >= end);
        i = end;
      } else {
        i++;
      }
    }
  }

  /// The position after the words that introduce a topic at `i`, else -1.
  private int intro(int i) {
    int next = words.afterAny(i, TOPIC_INTROS);
    if (next > 0) {
      return next;
    }
    if (words.is(i, "to")
        && words.has(i + 1)
        && words.get(i + 1).isLetters()
        && !words.get(i + 1).isCapitalised()
        && !when.covers(i + 1)
        && !words.is(i + 1, "my", "the", "our", "a", "an", "me", "calendar")
        && (!words.isIn(i + 1, Lexicon.MEETINGS) || words.is(i + 2, "the", "our", "my", "a"))
        && i > from
        && nounBefore(i)) {
      return i + 1;
    }
    boolean loose =
        words.is(i, "on", "for") && nounBefore(i) && !WhenReader.isLikeDay(words, i + 1);
    if (loose
        && words.has(i + 1)
        && !when.covers(i + 1)
        && roles.isFree(i + 1)
        && words.get(i + 1).isLetters()) {
      boolean own =
          words.is(i + 1, "my", "our", "the")
              && words.is(i + 2, "calendar", "diary", "agenda", "schedule");
      boolean self =
          words.is(
              i + 1,
              "me",
              "us",
              "myself",
              "zoom",
              "teams",
              "skype",
              "site",
              "now",
              "sometime",
              "it",
              "that");
      return own || self ? -1 : i + 1;
    }
    return -1;
  }

  private boolean nounBefore(int i) {
    for (int k = from; k < i; k++) {
      if (words.isIn(k, Lexicon.MEETINGS)
          || roles.is(k, Role.PEOPLE)
          || words.is(k, "time", "hour")
          || when.covers(k)
          || roles.nounPhrase(k) > 0) {
        return true;
      }
    }
    return false;
  }

  private int topicEnd(int start) {
    int i = start;
    while (i < words.size() && roles.isFree(i)) {
      if (words.get(i).quoted()) {
        i++;
        continue;
      }
      if (words.is(i, ".", ";", "!", "?") && words.isApart(i + 1)) {
        break;
      }
      int after = when.after(i);
      if (after > 0 && !isModifier(i, after)) {
        break;
      }
      if (after > 0) {
        i = after;
        continue;
      }
      if (words.is(i, ",")
          && (words.is(i + 1, "please", "if", "ideally", "preferably", "thanks")
              || when.after(i + 1) > 0
              || (words.has(i + 1) && roles.is(i + 1, Role.PEOPLE)))) {
        break;
      }
      if (words.is(i, "please", "pls", "plz", "asap", "instead") || words.is(i, "please")) {
        break;
      }
      i++;
    }
    while (i > start && words.is(i - 1, ",", "and", "-", "–", "for", "on", "at")) {
      i--;
    }
    return i;
  }

  /// `Monday` in `the Monday report`: a word for a time that belongs to the thing after it.
  private boolean isModifier(int part, int after) {
    if (words.lower(after - 1).endsWith("'s")) {
      return true;
    }
    if (!words.has(after) || !roles.isFree(after) || when.covers(after)) {
      return false;
    }
    var next = words.get(after);
    return next.isLetters()
        && !Lexicon.FUNCTION.contains(next.lower())
        && !Lexicon.COURTESY.contains(next.lower())
        && !words.is(after, "about", "regarding", "please", "instead", "with", "because")
        && intro(after) < 0
        && !MeetingPhrase.PLACES.contains(next.lower())
        && !words.isIn(after, Lexicon.MEETINGS)
        && part > from;
  }
}
