package dev.steward.core.local;

import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A meeting as it is described: what it is called, with whom, about what, when. Every word is
/// accounted for; what is not understood is left over and told, so that nobody acts on a guess.
final class MeetingPhrase {
  private static final List<String> NOUN_PHRASES =
      Lexicon.phrases(
          "conference call; phone call; video call; zoom call; zoom meeting; teams call;"
              + " one - on - one; one on one; 1 : 1; 1 - 1; 1 on 1; catch - up; catch up;"
              + " stand - up; stand up; check - in; check in; kick - off; kick off;"
              + " get - together; get together; follow - up; follow up; call back;"
              + " team building; happy hour; face to face; q & a; all hands; all - hands;"
              + " off - site; focus time; deep work");
  private static final List<String> TOPIC_INTROS =
      Lexicon.phrases(
          "in order to; in regards to; in regard to; with regard to; with regards to;"
              + " on the subject of; on the topic of; about; regarding; concerning; re :; re;"
              + " topic :; subject :; to discuss; to talk about; to talk through; to go over;"
              + " to go through");
  private static final Set<String> FILLERS =
      Lexicon.set(
          "a an the another one my our your some any in up me us quick short brief new"
              + " small little upcoming into onto to on of for calendar diary agenda please"
              + " schedule somewhere sometime somewhen there also and at i we have down out off"
              + " will it that time possible free slot first available next planned scheduled"
              + " existing which is was 's booked anytime whenever works best earliest by"
              + " myself too again instead then now just if you can arranged say together"
              + " something recurring regular today's as");
  private static final Set<String> PLACES =
      Set.of("in", "at", "via", "over", "on", "through", "using");
  private static final Set<String> SOFT =
      Lexicon.set(
          "if possible you can soon as possibly ideally preferably hopefully any time"
              + " whenever works");

  private enum Role {
    NONE,
    PEOPLE,
    WHEN,
    TOPIC,
    NOUN,
    MODIFIER,
    PLACE,
    FILLER
  }

  private final Words words;
  private final int from;
  private final Role[] roles;
  private final List<String> people = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final StringBuilder topic = new StringBuilder();
  private final StringBuilder place = new StringBuilder();
  private Reading when;
  private String noun = "";

  private MeetingPhrase(Words words, int from, int peopleAt, ZonedDateTime now) {
    this.words = words;
    this.from = from;
    this.roles = new Role[words.size()];
    Arrays.fill(roles, Role.NONE);
    var first = WhenReader.read(words, i -> i >= from, now);
    people(new NameParser(words, first::covers), peopleAt, first);
    this.when = WhenReader.read(words, i -> i >= from && roles[i] != Role.PEOPLE, now);
    topics();
    for (int i = from; i < roles.length; i++) {
      if (when.covers(i) && roles[i] == Role.NONE) {
        roles[i] = Role.WHEN;
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
    return List.copyOf(people);
  }

  /// Pronouns that leave open who is meant.
  List<String> open() {
    return List.copyOf(open);
  }

  /// Such as `about the website`, with where it takes place; or empty.
  String topic() {
    return (topic + " " + place).strip();
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
    for (int i = from; i < roles.length; i++) {
      if (roles[i] == Role.NONE) {
        left.add(words.get(i).text());
      }
    }
    return String.join(" ", left);
  }

  /// Whether one of these words is there, outside of names and topic.
  boolean says(Set<String> forms) {
    for (int i = from; i < roles.length; i++) {
      if (roles[i] != Role.TOPIC && roles[i] != Role.PEOPLE && words.isIn(i, forms)) {
        return true;
      }
    }
    return false;
  }

  private void mark(int start, int end, Role role) {
    for (int i = start; i < Math.min(end, roles.length); i++) {
      roles[i] = role;
    }
  }

  private void people(NameParser names, int peopleAt, Reading first) {
    if (peopleAt >= 0) {
      take(names.at(peopleAt), peopleAt);
    }
    for (int i = from; i < roles.length; i++) {
      if (roles[i] != Role.NONE || words.get(i).quoted()) {
        continue;
      }
      int at = -1;
      if (isWith(i)) {
        at = i + 1;
      } else if (words.is(i, "w") && words.is(i + 1, "/")) {
        at = i + 2;
      } else if (i > from
          && words.isIn(i - 1, Lexicon.MEETINGS)
          && Lexicon.FIRST_NAMES.contains(words.lower(i))
          && !first.covers(i)) {
        take(names.at(i), i);
      } else if (words.is(i, "between") && !first.covers(i)) {
        at = i + 1;
      } else if (words.is(i, "for") && !first.covers(i) && isName(i + 1, first)) {
        at = i + 1;
      } else if (words.is(i, "and")
          && words.is(i + 1, "me", "i", "myself")
          && !words.isIn(i + 2, Lexicon.FINITE)) {
        mark(i, i + 2, Role.PEOPLE);
      } else if (isName(i, first) && words.isIn(i + 1, Lexicon.MEETINGS) && i > from - 1) {
        people.add(words.get(i).text().replaceFirst("['’]s$", ""));
        mark(i, i + 1, Role.PEOPLE);
      }
      if (at > 0 && words.has(at)) {
        var found = names.at(at);
        if (found.to() > at) {
          take(found, i);
        }
      }
    }
  }

  private boolean isWith(int i) {
    if (words.is(i, "with")) {
      return true;
    }
    return words.mayBeIn(i, Set.of("with"))
        && i > from
        && words.isIn(i - 1, Lexicon.MEETINGS)
        && words.has(i + 1)
        && words.get(i + 1).isCapitalised();
  }

  private boolean isName(int i, Reading first) {
    if (!words.has(i) || first.covers(i) || words.get(i).quoted() || !words.get(i).isLetters()) {
      return false;
    }
    var lower = words.lower(i).replaceFirst("'s$", "");
    boolean beside =
        words.is(i - 1, "for")
            && words.is(i + 1, "and")
            && Lexicon.FIRST_NAMES.contains(words.lower(i + 2));
    return Lexicon.FIRST_NAMES.contains(lower)
        || beside
        || (words.get(i).isCapitalised()
            && !Lexicon.VOCABULARY.contains(lower)
            && words.lower(i).length() > 2
            && (words.lower(i).endsWith("'s") || words.is(i - 1, "for")));
  }

  private void take(NameParser.Found found, int start) {
    for (var name : found.names()) {
      if (!people.contains(name)) {
        people.add(name);
      }
    }
    open.addAll(found.open());
    mark(start, found.to(), Role.PEOPLE);
  }

  private void topics() {
    int i = from;
    while (i < roles.length) {
      int next = roles[i] == Role.NONE && !when.covers(i) ? intro(i) : -1;
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
        mark(i, end, Role.TOPIC);
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
        && !words.is(i + 1, "my", "the", "our", "a", "an", "me", "calendar", "john")
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
        && roles[i + 1] == Role.NONE
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
          || roles[k] == Role.PEOPLE
          || words.is(k, "time", "hour")
          || when.covers(k)
          || nounPhrase(k) > 0) {
        return true;
      }
    }
    return false;
  }

  private int nounPhrase(int i) {
    return words.afterAny(i, NOUN_PHRASES);
  }

  private int topicEnd(int start) {
    int i = start;
    while (i < roles.length && roles[i] == Role.NONE) {
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
              || (words.has(i + 1) && roles[i + 1] == Role.PEOPLE))) {
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
    if (!words.has(after) || roles[after] != Role.NONE || when.covers(after)) {
      return false;
    }
    var next = words.get(after);
    return next.isLetters()
        && !Lexicon.FUNCTION.contains(next.lower())
        && !Lexicon.COURTESY.contains(next.lower())
        && !words.is(after, "about", "regarding", "please", "instead", "with", "because")
        && intro(after) < 0
        && !PLACES.contains(next.lower())
        && !words.isIn(after, Lexicon.MEETINGS)
        && part > from;
  }

  private void findNoun() {
    for (int i = from; i < roles.length; i++) {
      if (roles[i] != Role.NONE || words.get(i).quoted()) {
        continue;
      }
      int end = nounPhrase(i);
      if (end < 0 && words.isIn(i, Lexicon.MEETINGS)) {
        end = i + 1;
      }
      if (end > 0) {
        // "review meeting", "team lunch call": the last of them is the kind
        while (words.has(end)
            && roles[end] == Role.NONE
            && words.isIn(end, Lexicon.MEETINGS)
            && !words.is(end, "slot")) {
          end++;
        }
      }
      if (end > 0) {
        int start = i;
        while (start > from && roles[start - 1] == Role.NONE && isModifierWord(start - 1)) {
          start--;
        }
        noun = spelt(start, i) + spelt(i, end);
        noun = noun.strip();
        mark(start, i, Role.MODIFIER);
        mark(i, end, Role.NOUN);
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
    for (int i = from; i < roles.length; i++) {
      if (roles[i] != Role.NONE || !PLACES.contains(words.lower(i)) || noun.isEmpty()) {
        continue;
      }
      int start = i + 1;
      if (words.is(start, "my", "our", "the")
          && words.is(start + 1, "calendar", "diary", "agenda", "schedule", "books")) {
        mark(i, start + 2, Role.FILLER);
        continue;
      }
      boolean thing =
          !WhenReader.isLikeDay(words, start)
              && words.has(start)
              && roles[start] == Role.NONE
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
      while (end < roles.length
          && roles[end] == Role.NONE
          && (words.get(end).isLetters() || words.get(end).isNumber())
          && end < start + 5
          && (!words.get(start).isCapitalised() || words.get(end).isCapitalised())
          && !Lexicon.COURTESY.contains(words.lower(end))
          && !words.is(end, "and", "if", "or", "but", "because", "unless")) {
        end++;
      }
      place.append(place.isEmpty() ? "" : " ").append(words.between(i, end));
      mark(i, end, Role.PLACE);
    }
  }

  private void fillers() {
    boolean soft = false;
    for (int i = from; i < roles.length; i++) {
      if (roles[i] != Role.NONE) {
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
        roles[i] = Role.FILLER;
      }
    }
  }
}
