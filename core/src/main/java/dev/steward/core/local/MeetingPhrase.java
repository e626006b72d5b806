package dev.steward.core.local;

import dev.steward.core.local.Roles.Role;
import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A meeting as it is described: what it is called, with whom, about what, when. Every word is
/// accounted for; what is not understood is left over and told, so that nobody acts on a guess.
final class MeetingPhrase {
  private static final Set<String> FILLERS =
      Lexicon.set(
          "a an the another one my our your some any in up me us quick short brief new"
              + " small little upcoming into onto to on of for calendar diary agenda please"
              + " schedule somewhere sometime somewhen there also and at i we have down out off"
              + " will it that time possible free slot first available next planned scheduled"
              + " existing which is was 's booked anytime whenever works best earliest by"
              + " myself too again instead then now just if you can arranged say together"
              + " something recurring regular today's as");
  static final Set<String> PLACES = Set.of("in", "at", "via", "over", "on", "through", "using");
  private static final Set<String> SOFT =
      Lexicon.set(
          "if possible you can soon as possibly ideally preferably hopefully any time"
              + " whenever works");

  private final Words words;
  private final int from;
  private final Roles roles;
  private final MeetingPeople people;
  private final MeetingTopic topic;
  private final StringBuilder place = new StringBuilder();
  private final Reading when;
  private String noun = "";

  private MeetingPhrase(Words words, int from, int peopleAt, ZonedDateTime now) {
    this.words = words;
    this.from = from;
    this.roles = new Roles(words);
    var first = WhenReader.read(words, i -> i >= from, now);
    this.people = new MeetingPeople(words, from, peopleAt, roles, first);
    var timed = WhenReader.read(words, i -> i >= from && !roles.is(i, Role.PEOPLE), now);
    this.topic = new MeetingTopic(words, from, roles, timed);
    this.when = topic.when();
    for (int i = from; i < words.size(); i++) {
      if (when.covers(i) && roles.isFree(i)) {
        roles.mark(i, i + 1, Role.WHEN);
      }
    }
    findNoun();
    places();
    fillers();
  }

  /// A meeting that is described from the word `from` on.
  static MeetingPhrase of(Words words, int from, ZonedDateTime now) {
    return new MeetingPhrase(words, from, -1, now);
  }

  /// A meeting whose people are named at `peopleAt` without a preposition, as in `meet John`.
  static MeetingPhrase withPeopleAt(Words words, int from, int peopleAt, ZonedDateTime now) {
    return new MeetingPhrase(words, from, peopleAt, now);
  }

  List<String> people() {
    return people.names();
  }

  /// Pronouns that leave open who is meant.
  List<String> open() {
    return people.open();
  }

  /// Such as `about the website`, with where it takes place; or empty.
  String topic() {
    return (topic.text() + " " + place).strip();
  }

  Reading when() {
    return when;
  }

  /// Such as `Budget review`; empty if no kind of meeting is named.
  String noun() {
    var first = noun.isEmpty() ? 0 : noun.offsetByCodePoints(0, 1);
    return noun.substring(0, first).toUpperCase(Locale.ROOT) + noun.substring(first);
  }

  /// The words that were not understood.
  String residue() {
    var left = new ArrayList<String>();
    for (int i = from; i < words.size(); i++) {
      if (roles.isFree(i)) {
        left.add(words.get(i).text());
      }
    }
    return String.join(" ", left);
  }

  /// Whether one of these words is there, outside of names and topic.
  boolean says(Set<String> forms) {
    for (int i = from; i < words.size(); i++) {
      if (!roles.is(i, Role.TOPIC) && !roles.is(i, Role.PEOPLE) && words.isIn(i, forms)) {
        return true;
      }
    }
    return false;
  }

  private void findNoun() {
    for (int i = from; i < words.size(); i++) {
      if (!roles.isFree(i) || words.get(i).quoted()) {
        continue;
      }
      int end = roles.nounPhrase(i);
      if (end < 0 && words.isIn(i, Lexicon.MEETINGS)) {
        end = i + 1;
      }
      if (end > 0) {
        // "review meeting", "team lunch call": the last of them is the kind
        while (words.has(end)
            && roles.isFree(end)
            && words.isIn(end, Lexicon.MEETINGS)
            && !words.is(end, "slot")) {
          end++;
        }
      }
      if (end > 0) {
        int start = i;
        while (start > from && roles.isFree(start - 1) && isModifierWord(start - 1)) {
          start--;
        }
        noun = spelt(start, i) + spelt(i, end);
        noun = noun.strip();
        roles.mark(start, i, Role.MODIFIER);
        roles.mark(i, end, Role.NOUN);
        return;
      }
    }
  }

  /// The words as they were meant: a misspelt kind of meeting in its right spelling.
  private String spelt(int start, int end) {
    var spelt = new StringBuilder();
    for (int i = start; i < end; i++) {
      var word = words.get(i);
      var meant =
          word.readings().contains(word.lower()) && !word.readings().equals(Set.of(word.lower()))
              ? word.readings().stream()
                  .filter(Lexicon.MEETINGS::contains)
                  .sorted()
                  .findFirst()
                  .orElse(word.text())
              : word.text();
      boolean glued = word.glued() && i > start;
      spelt.append(glued ? "" : spelt.isEmpty() ? "" : " ").append(meant);
    }
    return spelt.isEmpty() ? "" : spelt + " ";
  }

  private boolean isModifierWord(int i) {
    var word = words.get(i);
    return (word.isLetters() || word.text().equals("-") || (word.isNumber() && word.glued()))
        && !word.quoted()
        && !words.isIn(i, FILLERS)
        && !words.is(i, "two", "three", "four", "five", "several", "few", "many", "multiple")
        && !words.isIn(i, Lexicon.COURTESY)
        && !words.is(
            i,
            "schedule",
            "book",
            "arrange",
            "cancel",
            "move",
            "meeting",
            "with",
            "about",
            "please");
  }

  /// `in the big room`, `at the office`, `via Zoom`, `on Teams`.
  private void places() {
    for (int i = from; i < words.size(); i++) {
      if (!roles.isFree(i) || !PLACES.contains(words.lower(i)) || noun.isEmpty()) {
        continue;
      }
      int start = i + 1;
      if (words.is(start, "my", "our", "the")
          && words.is(start + 1, "calendar", "diary", "agenda", "schedule", "books")) {
        roles.mark(i, start + 2, Role.FILLER);
        continue;
      }
      boolean thing =
          !WhenReader.isLikeDay(words, start)
              && words.has(start)
              && roles.isFree(start)
              && words.get(start).isLetters()
              && (words.get(start).isCapitalised()
                  || words.is(
                      start,
                      "the",
                      "our",
                      "my",
                      "his",
                      "her",
                      "their",
                      "person",
                      "zoom",
                      "teams",
                      "skype",
                      "slack",
                      "phone",
                      "room",
                      "whatsapp"));
      if (!thing) {
        continue;
      }
      int end = start + 1;
      while (end < words.size()
          && roles.isFree(end)
          && (words.get(end).isLetters() || words.get(end).isNumber())
          && end < start + 5
          && (!words.get(start).isCapitalised() || words.get(end).isCapitalised())
          && !Lexicon.COURTESY.contains(words.lower(end))
          && !words.is(end, "and", "if", "or", "but", "because", "unless")) {
        end++;
      }
      place.append(place.isEmpty() ? "" : " ").append(words.between(i, end));
      roles.mark(i, end, Role.PLACE);
    }
  }

  private void fillers() {
    boolean soft = false;
    for (int i = from; i < words.size(); i++) {
      if (!roles.isFree(i)) {
        continue;
      }
      if ((words.is(i, "if") && words.is(i + 1, "possible", "you"))
          || (words.is(i, "as") && words.is(i + 1, "soon"))) {
        soft = true;
      }
      boolean off =
          (words.is(i, "from") && words.is(i + 2, "calendar", "diary", "agenda"))
              || (words.is(i, "this") && i == from);
      boolean mark =
          off || (words.get(i).isMark() && !words.is(i, "/", "+", "\"", "“", "'", "$", "€", "%"));
      boolean possessive = words.is(i, "our", "my", "your") && words.is(i - 1, "a", "an");
      boolean filler =
          (FILLERS.contains(words.lower(i)) && !words.is(i, "if", "you", "can", "as"))
              || Lexicon.COURTESY.contains(words.lower(i))
              || words.is(i, "please", "instead", "calendar", "thanks")
              || (soft && SOFT.contains(words.lower(i)));
      if (mark || (filler && !possessive)) {
        roles.mark(i, i + 1, Role.FILLER);
      }
    }
  }
}
