package dev.steward.core.local;

import dev.steward.core.text.Words;
import java.util.List;
import java.util.Set;

/// A message without what is said around it for civility: its first clause begins at `start`.
///
/// @param words the message, from its first telling word to its last
/// @param mood how it is put
/// @param question whether it ends in a question mark
/// @param civil whether a greeting or thanks stood before it
record Frame(Words words, Mood mood, boolean question, boolean civil) {
  private static final List<String> GREETINGS =
      Lexicon.phrases(
          "good morning; good afternoon; good evening; good day; hi there; hello there;"
              + " hey there; hello; hi; hey; dear; hiya; greetings");
  private static final List<String> FILLERS =
      Lexicon.phrases(
          "thank you very much; thanks a lot; thank you; many thanks; thanks; thx;"
              + " please; pls; plz; kindly; okay; ok; alright; great; perfect; good; nice;"
              + " cool; yes; yeah; yep; sure; well; so; oh; um; hmm; actually; sorry; also;"
              + " now; then; and; just; quickly; steward; quick question; right; excellent;"
              + " wonderful; lovely; by the way; btw; oh no; hm; ah");
  private static final List<String> REQUESTS =
      Lexicon.phrases(
          "would you be so kind as to; would you be so kind to; would you be able to;"
              + " will you be able to; are you able to; would it be possible to;"
              + " is it possible to; is it possible for you to;"
              + " would it be possible for you to; can you help me to; can you help me;"
              + " could you help me to; could you help me; do you think you could;"
              + " do you think you can; would you mind; do you mind; can you go ahead and;"
              + " go ahead and; can you; could you; would you; will you; can we; could we;"
              + " can u; could u; i would like you to; i would like to; i'd like you to;"
              + " i'd like to; id like to; i would love to; i'd love to; i want you to;"
              + " i want to; i need you to; i need to; i have to; i've got to; i wish to;"
              + " i must; we need to; we have to; we want to; we would like to; we'd like to;"
              + " i wanna; i gotta; let's; lets; let us; help me to; help me; be sure to;"
              + " make sure to; make sure you; i am going to need you to; i'll need you to;"
              + " i will need to; i'll need to; it would be great if you could;"
              + " it would be nice if you could; i would appreciate it if you could;"
              + " i'd appreciate it if you could; i was hoping you could;"
              + " i was wondering if you could; i wonder if you could; i am looking to;"
              + " i'm looking to; please can you; feel free to; try to");
  private static final List<String> DOUBTS =
      Lexicon.phrases(
          "do you think i should; do you think we should; what if; what happens if;"
              + " what would happen if; should i; should we; shall i; shall we; should you;"
              + " would you recommend to; would you; if; suppose; supposing; assuming;"
              + " maybe we should; maybe i should; maybe; perhaps; i might; i may; we might;"
              + " we may; we could; i could; we should; i should; i think we should;"
              + " i think i should; i was going to; i am thinking of; i'm thinking of;"
              + " i am thinking about; i'm thinking about; i wonder whether; i wonder if;"
              + " i wonder; is it okay to; is it ok to; can i; could i; may i; am i allowed to;"
              + " when should i; why should i; why should we; do i have to; do we have to;"
              + " do i need to; do we need to; must i; would it be better to;"
              + " would it make sense to; is it a good idea to; it would be nice to; imagine;"
              + " in case; whether to; unless");
  private static final Set<String> MODALS = Set.of("could", "would");
  private static final Set<String> TRAILING =
      Lexicon.set(
          "please pls plz thanks thank you thx cheers asap steward much very kindly so"
              + " lot advance");

  /// How something is put.
  enum Mood {
    /// Said straight out.
    PLAIN,
    /// Asked for politely: can you, I'd like to.
    REQUEST,
    /// Only considered: should I, what if.
    DOUBT
  }

  /// Strips what is only civil from both ends.
  static Frame of(Words all) {
    int to = all.size();
    boolean question = false;
    while (to > 0 && all.get(to - 1).isMark() && !closing(all, to - 1)) {
      question |= all.is(to - 1, "?");
      to--;
    }
    to = trailing(all, to);
    while (to > 0 && all.get(to - 1).isMark() && !closing(all, to - 1)) {
      question |= all.is(to - 1, "?");
      to--;
    }
    int from = 0;
    var mood = Mood.PLAIN;
    boolean civil = false;
    while (from < to) {
      int next = all.get(from).isMark() && !opening(all, from) ? from + 1 : -1;
      if (next < 0) {
        next = greeting(all, from);
        civil |= next > 0;
      }
      if (next < 0) {
        next = filler(all, from);
        civil |= next > 0;
      }
      if (next < 0) {
        next = doubt(all, from);
        if (next > 0) {
          mood = Mood.DOUBT;
        }
      }
      if (next < 0 && mood != Mood.DOUBT) {
        next = all.afterAny(from, REQUESTS);
        if (next < 0 && all.mayBeIn(from, MODALS) && all.is(from + 1, "you", "we")) {
          next = from + 2;
        }
        if (next > 0) {
          mood = Mood.REQUEST;
        }
      }
      if (next < 0 || next > to) {
        break;
      }
      from = next;
      if (mood == Mood.DOUBT) {
        break;
      }
    }
    return new Frame(all.slice(from, to), mood, question, civil);
  }

  private static boolean closing(Words words, int i) {
    return words.is(i, "\"", "”", "’", "'", "»", ")", "%", "€", "$", "`");
  }

  private static boolean opening(Words words, int i) {
    return words.is(i, "\"", "“", "‘", "'", "«", "$", "€", "`", "@", "#", "„");
  }

  /// The end without thanks: `…, please. Thanks a lot!`
  private static int trailing(Words all, int to) {
    int end = to;
    for (int i = to - 1; i > 0; i--) {
      var lower = all.lower(i);
      boolean mark = all.get(i).isMark() && !closing(all, i);
      if (!mark
          && !TRAILING.contains(lower)
          && !all.is(i, "please", "thanks", "thank")
          && !lower.equals("a")
          && !lower.equals("in")) {
        break;
      }
      if (all.is(
          i, "please", "pls", "plz", "thanks", "thank", "thx", "cheers", "asap", "kindly",
          "steward")) {
        end = i;
      }
    }
    return end;
  }

  private static int greeting(Words all, int i) {
    int next = all.afterAny(i, GREETINGS);
    if (next < 0 || (all.is(i, "dear") && !all.lower(i).equals("dear"))) {
      return -1;
    }
    if (all.is(next, "steward", "team", "everyone", "all")) {
      return next + 1;
    }
    return next;
  }

  private static int filler(Words all, int i) {
    int next = all.afterAny(i, FILLERS);
    if (next < 0
        && all.mayBeIn(i, Set.of("please"))
        && (all.isIn(i + 1, Lexicon.SCHEDULE)
            || all.isIn(i + 1, Lexicon.CANCEL)
            || all.isIn(i + 1, Lexicon.MOVE)
            || all.is(i + 1, "set", "put"))) {
      return i + 1;
    }
    if (next < 0 || !all.has(next)) {
      return next;
    }
    // "so that", "good meeting", "right person", "now that", "then 11" keep their word
    boolean free =
        all.get(next).isMark()
            || all.is(
                i,
                "please",
                "pls",
                "plz",
                "kindly",
                "also",
                "just",
                "and",
                "so",
                "now",
                "then",
                "steward",
                "quickly",
                "ok",
                "okay",
                "actually",
                "yes",
                "well",
                "oh",
                "sorry",
                "thanks");
    return free && !(all.is(i, "so", "now") && all.is(next, "that")) ? next : -1;
  }

  private static int doubt(Words all, int i) {
    int next = all.afterAny(i, DOUBTS);
    return next > 0 && !all.is(i, "would") ? next : -1;
  }
}
