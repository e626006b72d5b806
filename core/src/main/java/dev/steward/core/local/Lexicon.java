package dev.steward.core.local;

import dev.steward.core.Failure;
import dev.steward.core.text.Spelling;
import dev.steward.core.when.WhenReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words that the local agent knows, by what they do in a sentence.
final class Lexicon {
  static final Set<String> SCHEDULE =
      set("schedule book arrange organise organize reserve setup pencil");
  static final Set<String> SCHEDULE_WEAK =
      set(
          "set plan put add create make fix get have hold host find block slot invite meet line"
              + " sort need want do call see organise");
  static final Set<String> MOVE =
      set(
          "move reschedule shift push postpone delay defer rearrange rebook change switch bring"
              + " pull advance adjust swap bump slide");
  static final Set<String> CANCEL =
      set("cancel drop delete remove scrap scratch abort clear kill unschedule unbook ditch axe");
  static final Set<String> MEETINGS =
      set(
          "meeting call lunch dinner breakfast coffee demo appointment interview session sync"
              + " standup catchup review workshop presentation training chat visit event slot"
              + " kickoff retro retrospective checkin conference webinar videocall discussion"
              + " briefing seminar lesson consultation drinks brunch meetup huddle debrief"
              + " onboarding celebration party entry reminder invite invitation");
  static final Set<String> MEETINGS_PLURAL =
      set(
          "meetings calls lunches dinners demos appointments interviews sessions syncs standups"
              + " reviews workshops presentations trainings chats visits events slots entries");

  /// What can be booked or planned, and is no meeting.
  static final Set<String> NOT_MEETINGS =
      set(
          "flight flights hotel hotels table train ticket tickets room rooms post posts email emails mail campaign taxi car cab holiday vacation restaurant order report delivery message payment newsletter tweet backup job task deployment release trip article blog ad ads video launch maintenance shipment pickup");

  static final Set<String> CALENDAR = set("calendar schedule agenda diary planner day week");
  static final Set<String> DONE =
      set(
          "scheduled booked planned arranged cancelled canceled moved rescheduled postponed"
              + " organised organized");
  static final Set<String> FREE = set("free available busy availability");
  static final Set<String> MODEL =
      set(
          "draft write compose summarise summarize negotiate translate reply respond email mail"
              + " send audit analyse analyze research generate code implement debug build design"
              + " explain compare propose suggest brainstorm outline rewrite rephrase proofread"
              + " prepare improve optimise optimize evaluate assess recommend calculate compute"
              + " convert refactor deploy install configure update edit publish post tweet"
              + " invent imagine describe scan crawl test extract classify forecast predict"
              + " polish format fetch download upload search google browse message text answer"
              + " forward phone ring notify inform contact ping pay buy order purchase hire fire"
              + " close open run start stop launch read print sing play turn solve correct fix"
              + " create make prioritise prioritize estimate investigate monitor examine inspect"
              + " sell transfer refund ship charge invoice submit approve reject sign merge commit"
              + " convince persuade ask tell advise teach train finish complete complain discuss");
  static final Set<String> NEGATIONS =
      set(
          "not don't dont didn't didnt doesn't doesnt never no won't wont can't cant cannot"
              + " shouldn't shouldnt isn't isnt wasn't wasnt haven't havent hasn't hasnt without"
              + " wouldn't wouldnt nobody none neither nor couldn't mustn't nothing");
  static final Set<String> QUESTION_WORDS =
      set("what what's whats when when's where where's who who's whom whose which why how how's");
  static final Set<String> AUXILIARIES =
      set(
          "is are was were am do does did have has had can could will would shall should may might"
              + " isn't aren't don't doesn't didn't haven't hasn't wasn't");
  static final Set<String> ARTICLES =
      set("a an the another one my our your his her their some any");
  static final Set<String> PRONOUNS = set("it that this");
  static final Set<String> COURTESY =
      set(
          "please pls plz kindly thanks thank thx you cheers asap ok okay just now then again"
              + " instead also too steward me us soon possible quickly right away immediately"
              + " sometime actually maybe");
  static final Set<String> FINITE =
      set(
          "is are was were am has have had prefers prefer likes like loves love hates hate wants"
              + " want needs need dislikes dislike enjoys enjoy works work lives live costs cost"
              + " pays pay owns own uses use agreed agree decided approved expects expect starts"
              + " ends closes opens reports handles manages takes take requires require speaks"
              + " speak doesn't don't can't cannot won't must should will would can isn't aren't"
              + " never always usually said says told asked thinks believes knows means gets goes"
              + " moved became left joined signed bought sold got makes make gives runs leads"
              + " begins arrives leaves travels plans hopes asks brings keeps belongs contains"
              + " include includes equals remains stays meets met went did does may might became"
              + " turned celebrates drinks eats drives sits reads writes sells buys charges offers"
              + " provides supports hired promised confirmed ordered paid replaced became won lost"
              + " wasn't weren't hasn't haven't couldn't shouldn't wouldn't i'm we're he's she's"
              + " they're it's i've we've they've i'd we'd i'll we'll they'll");
  static final Set<String> PREFERENCE =
      set(
          "prefer prefers preferred preference preferences like likes love loves hate hates"
              + " dislike dislikes enjoy enjoys favourite favorite rather allergic vegetarian vegan");
  static final Set<String> DECISION = set("decided agreed decision agree settled chose approved");
  static final Set<String> SUBJECTS =
      set(
          "i we he she they our my his her their the a an all every each no nobody everybody"
              + " everyone some most many both any i'm we're he's she's they're i've we've i'd we'd"
              + " i'll we'll who's its these those there there's somebody someone anyone nothing"
              + " everything never always please");
  static final Set<String> COSTS =
      set("cost costs spend spent spending spendings bill expenses expense usage costing spends");
  static final Set<String> FUNCTION =
      set(
          "the a an of to in on at for with about and or but so if is are was were be been am do"
              + " does did have has had i you he she it we they me him her us them my your his its"
              + " our their this that these those what what's whats which who who's when where how"
              + " why can could will would shall should may might not no yes please know known tell"
              + " say said remember recall there any some all from by as than then just also into"
              + " anything something everything don't doesn't much many get got give show let new"
              + " whats we've i've already ever again does");
  private static final Set<String> OTHERS =
      set(
          "with about regarding concerning discuss talk going over that what when where which know"
              + " known knowing tell show list display give check view remember remembered forget"
              + " forgets note notes keep mind record memory memories fact facts erase unlearn"
              + " stored saved saying said say from into until instead earlier later back forward"
              + " longer shorter extend shorten much many free busy available anything something"
              + " everything anyone nothing happening coming help commands examples hello hey"
              + " thanks thank thankyou bye goodbye morning evening hiya greetings could would"
              + " should will please calendar decision policy policies prefer preference customer"
              + " organisation organization company rule everyone everybody everywhere team"
              + " colleagues handle deal approach does have haven't been this these those them"
              + " myself yourself want need like able possible cancelling canceling moving"
              + " scheduling booking rescheduling cancels moves schedules books postponing setting"
              + " arranging planning cancellation meeting's john's suppose supposing whether unless"
              + " maybe perhaps month's yesterday's mean month weeks next last report total far"
              + " agents agent models model tokens ours they their there then than some your name"
              + " whole entire series recurring both once sure yeah yeps okay alright great good"
              + " nice cool perfect never always from without because since while agreed discussed"
              + " decide order call off fyi tired sorry confused happy bored angry lost hungry usually often only anyway");

  private static final Set<String> PHRASED =
      set(
          "absolutely additionally advice afterwards ahead allowed amazing angry anytime anyway"
              + " appreciate assuming aware awesome bear best better blow bookings bored bother"
              + " breakdown brief brilliant building calling capabilities case catch confirm confused"
              + " connect course cross date dear decisions deep definitely discard doctor doing"
              + " dollars done down else exactly excellent existing face fantastic features feel"
              + " finally fine focus follow future gotta happen happens happy having heads hopefully"
              + " hoping howdy hungry idea ideally ideas ignore info information instructions"
              + " itinerary joke kick kind learn leave let's lets little long look looking looks"
              + " lovely manual meant memorise memorize mention mentioned menu mind money more"
              + " nevermind onto operating operation options ourselves overview people person plate"
              + " plus possibly preferably prof professor promise proposal question quick reference"
              + " refresh regard regards regular remembering remind room rules running same save"
              + " seeing self sense short site skype slack slides small somewhen somewhere sounds"
              + " stand store story subject summary super supposed teams that's thats things think"
              + " thinking thought tips tired together token topic translation understand using very"
              + " video wanna well what've whatever whatsapp whenever whoever wide wipe wish wonder"
              + " wonderful wondering you're zoom");

  /// First names that people have: one of them is never taken for another that is spelt alike.
  static final Set<String> FIRST_NAMES = words("first-names.txt");

  /// Every keyword.
  static final Set<String> VOCABULARY =
      Stream.of(
              SCHEDULE,
              SCHEDULE_WEAK,
              MOVE,
              CANCEL,
              MEETINGS,
              MEETINGS_PLURAL,
              NOT_MEETINGS,
              CALENDAR,
              DONE,
              FREE,
              MODEL,
              NEGATIONS,
              QUESTION_WORDS,
              AUXILIARIES,
              ARTICLES,
              PRONOUNS,
              COURTESY,
              FINITE,
              PREFERENCE,
              DECISION,
              SUBJECTS,
              COSTS,
              FUNCTION,
              OTHERS,
              PHRASED,
              WhenReader.VOCABULARY)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  static final Spelling SPELLING = new Spelling(VOCABULARY, WhenReader.SHORT_FORMS, ordinary());

  private Lexicon() {}

  /// The words of a text.
  static Set<String> set(String words) {
    return Set.copyOf(List.of(words.split(" ", -1)));
  }

  /// The phrases of a text, which are parted by semicolons, in their order.
  static List<String> phrases(String text) {
    return List.of(text.split("; ", -1));
  }

  /// The same, in no order.
  static Set<String> phraseSet(String text) {
    return Set.copyOf(phrases(text));
  }

  private static Set<String> ordinary() {
    var ordinary = new HashSet<>(FIRST_NAMES);
    ordinary.addAll(words("ordinary-words.txt"));
    return ordinary;
  }

  private static Set<String> words(String file) {
    try (var in = Lexicon.class.getResourceAsStream(file)) {
      if (in == null) {
        throw Failure.internal(
            "The word list %s is missing from the program; install it again".formatted(file), null);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\\s+", -1))
          .filter(word -> !word.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
