package dev.steward.core.memory.wording;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The words that carry a text's build and not its matter, and those that stand for each other.
final class Lexis {
  static final Map<String, Integer> NUMERALS =
      Map.ofEntries(
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90));

  static final Set<String> NEGATIONS =
      set(
          "not don't dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't"
              + " won't wont can't cant cannot couldn't shouldn't wouldn't haven't hasn't hadn't"
              + " never no none nobody nothing neither nor without mustn't");

  /// Words of build.
  static final Set<String> FUNCTION =
      set(
          "a an the this that these those it its it's they them their he him his she her hers i me"
              + " my mine we us our ours you your yours i'm i've i'll i'd we're we've we'll we'd"
              + " they're they've they'll he's she's he'll she'll that's there there's here who whom"
              + " whose which what when where why how of to in on at by for with from into onto"
              + " about as than then and or but so if because since while though although until till"
              + " is are was were be been being am do does did done have has had having will would"
              + " shall should can could may might must to up down out off over under per via each"
              + " every any some all both either between among across within per around near let's"
              + " let please ok okay hey hi hello well yes yeah yep no not one ones own same such"
              + " too very really quite rather just also even only still already yet ever again"
              + " actually basically honestly simply literally currently presently nowadays lately"
              + " recently officially finally definitely certainly probably maybe perhaps usually"
              + " normally generally typically mostly currently remember note fyi btw update"
              + " correction ps reminder news info heads-up heads way know noted regarding re"
              + " approximately roughly exactly total altogether today right more less much many"
              + " lot lots bit kind sort thing things anyway however therefore hence thus etc"
              + " folks guys everyone everybody team's nb aka");

  /// Words that tell of a change, and not of what.
  static final Set<String> CHANGE =
      set(
          "now no-longer anymore longer instead switched switch switching changed change changes"
              + " changing moved move moves moving relocated relocating relocate raised raise raising"
              + " lowered lower lowering increased increase increasing decreased decrease reduced"
              + " reduce reducing cut cutting bumped bump bumping dropped drop updated updating"
              + " revised adjusted adjust replaced replace replaces replacing replacement renamed"
              + " rename rebranded rebrand extended extend postponed postpone pushed push"
              + " rescheduled reschedule shifted shift delayed delay brought forward become became"
              + " becomes becoming turned turns went gone goes going promoted upgraded upgrade"
              + " downgraded migrated migrate migrating transitioned swapped swap traded trade new"
              + " newly latest old former formerly previous previously prior originally forget"
              + " scratch scrap scrapped ignore disregard effective starting starts-as-of onward"
              + " onwards henceforth hereafter future immediately took taken takes taking over"
              + " joined left leaving leaves quit stopped stop ended end longer-term settled agreed"
              + " decided decide corrected amended modified doubled halved tripled grew grown rose"
              + " risen rise fell fallen fall climbed shrank shrunk jumped hiked slashed trimmed"
              + " capped converted ditched abandoned retired phased stands instead. earlier later"
              + " since used using-now reset set fixed moved-on swapping adopted redirected"
              + " transferred reassigned assigned appointed hired succeeded succeeds handed handing"
              + " sits comes came remains pivoted upped rethought reconsidered overruled superseded"
              + " supersedes supersede obsolete outdated correction rolled brought bring brings"
              + " anymore any-more mind plan-change official rewrote rewritten rebuilt reimplemented"
              + " redesigned redone remade reorganised reorganized reworked refactored renegotiated"
              + " reopened rebooked");

  /// Change words that make it plain that something took another thing's place.
  static final Set<String> CUES =
      set(
          "now anymore instead switched switching changed changing moved moving relocated relocating"
              + " raised raising lowered lowering increased decreased reduced cut bumped dropped"
              + " updated updating revised adjusted replaced replaces replacing renamed rebranded"
              + " extended postponed pushed rescheduled shifted delayed became becomes becoming"
              + " promoted upgraded downgraded migrated migrating transitioned swapped traded new"
              + " forget scratch scrap scrapped ignore disregard effective onward onwards henceforth"
              + " joined ditched abandoned retired doubled halved tripled rose fell climbed jumped"
              + " grew shrank hiked slashed trimmed corrected amended modified converted adopted"
              + " transferred reassigned appointed succeeds succeeded handed pivoted upped"
              + " reconsidered supersedes superseded obsolete outdated actually correction nowadays"
              + " rewrote rewritten rebuilt reimplemented redesigned redone remade reorganised"
              + " reorganized reworked refactored renegotiated reopened resumed rebooked again"
              + " lately quit stopped latest turned reset update taking upping swapping");

  /// Verbs that tell little of what a statement is about.
  static final Set<String> PLAIN_VERBS =
      set(
          "get gets got make makes made give gives gave keep keeps kept need needs needed want"
              + " wants wanted think thinks say says said tell tells told call calls called put puts"
              + " see sees hear heard learn learned run runs running hold holds held happen happens"
              + " plan plans planned start starts started begin begins began stay stays stand allow"
              + " allows allowed apply applies expect expects charge charges charged pay pays paid"
              + " include includes stick go open find found choose chose chosen pick picked opt"
              + " opted select selected move prefer approve approved confirm confirmed announce"
              + " announced sign signed buy bought sell sold ask asked list listed work out ends"
              + " takes place happens scheduled schedule booked set enjoy has due counts amount"
              + " amounts equals equal come comes reached reach reaches hit hits believe guess"
              + " turns turn going gonna been being");

  /// Nouns of which a thing has one at a time.
  static final Set<String> ATTRIBUTES =
      set(
          "color code password pin name status plan theme language format provider vendor supplier"
              + " bank doctor dentist size address priority stage level tier role title contact owner"
              + " manager lead boss ceo cto cfo coo accountant lawyer assistant host venue location"
              + " office headquarters city country home school employer company job car phone number"
              + " email website domain logo slogan motto currency price cost fee rate salary budget"
              + " limit quota target deadline birthday anniversary date day time hour shift seat room"
              + " desk floor gate version model brand type breed age height weight team department"
              + " partner spouse wife husband girlfriend boyfriend coach trainer teacher carrier"
              + " insurer landlord tenant captain chair chairman president director secretary"
              + " treasurer sponsor agency tool framework database server hosting platform editor"
              + " browser os airline hotel restaurant drink food dish fruit season sport hobby movie"
              + " book song band artist author channel method mode policy period term notice leave"
              + " goal focus topic agenda frequency cadence wifi network shipping courier payment"
              + " margin discount vat tax interest commission deposit rent headcount capacity"
              + " wallpaper ringtone nickname username handle timezone zone diet blood allergy");

  /// Complements of which somebody has one at a time, by what they tell.
  private static final Map<String, String> CLASSES = new HashMap<>();

  private static final Map<String, String> SYNONYMS = new HashMap<>();

  static {
    synonyms("limit", "limit cap ceiling maximum max upper-limit capped limits caps threshold");
    synonyms("budget", "budget spend spending spendings budgets allowance allotment");
    synonyms("price", "price cost costs fee fees priced pricing prices charge charges charged");
    synonyms("salary", "salary wage wages pay earn earns earning earnings income paycheck paid");
    synonyms(
        "home",
        "live lives living lived reside resides residing dwell home based base house"
            + " apartment flat settle settled stays residence");
    synonyms("employer", "work works working employed employer job employee-of");
    synonyms("staff", "employees employee people staff headcount workers persons colleagues");
    synonyms(
        "like",
        "like likes love loves enjoy enjoys prefer prefers preferred prefers adore"
            + " adores fond favourite favorite fan favors favours rather liked loved preference");
    synonyms("hate", "hate hates dislike dislikes detest detests loathe loathes");
    synonyms("email", "email e-mail mail emails");
    synonyms("phone", "phone telephone mobile cell cellphone number tel");
    synonyms("deadline", "deadline due cutoff cut-off");
    synonyms("meeting", "meeting meetings meet meets sync standup stand-up call catch-up");
    synonyms("use", "use uses using used utilise utilize rely relies");
    synonyms("color", "colour color colours colors");
    synonyms("client", "client customer clients customers");
    synonyms("boss", "boss supervisor reports report");
    synonyms("birthday", "birthday bday birthdate born");
    synonyms("vacation", "vacation holiday holidays leave vacations pto");
    synonyms("car", "car vehicle auto");
    synonyms("office", "office headquarters hq offices hqs");
    synonyms("buy", "buy buys bought purchase purchases purchased");
    synonyms("start", "start starts begin begins starting begin");
    synonyms("end", "end ends finish finishes close closes");
    synonyms("big", "big large huge");
    synonyms("child", "child children kid kids");
    synonyms("password", "password passcode passphrase");
    synonyms("drive", "drive drives driving");
    synonyms("study", "study studies studying attend attends enrolled");
    synonyms("own", "own owns owner");
    synonyms("month", "month monthly months");
    synonyms("week", "week weekly weeks");
    synonyms("year", "year yearly annual annually years");
    synonyms("day", "day daily days");
    synonyms("supplier", "supplier vendor suppliers vendors");
    synonyms("accountant", "accountant bookkeeper accounting bookkeeping");
    synonyms("hour", "hour hours opening-hours");
    synonyms("drink", "drink drinks drinking");
    synonyms("eat", "eat eats eating");
    synonyms("interest", "rate interest rates");
    synonyms(
        "stakes",
        "manage manages managing managed runs run ran lead leads leading led heads head headed manager"
            + " leader boss-of charge");
    classes("diet", "vegetarian vegan pescatarian omnivore carnivore meat-eater keto flexitarian");
    classes("marital", "single married engaged divorced widowed separated dating");
    classes(
        "state",
        "active inactive open closed paused resumed live done finished pending approved rejected"
            + " blocked unblocked cancelled canceled archived shipped delayed completed ready broken"
            + " fixed available unavailable enabled disabled online offline hold launched stable"
            + " public private free paid full-time part-time remote onsite hybrid draft final");
    classes(
        "role",
        "accountant lawyer manager lead ceo cto cfo coo director president secretary treasurer"
            + " engineer developer designer assistant intern consultant analyst teacher nurse doctor"
            + " head chief owner founder partner vp supervisor coordinator administrator recruiter"
            + " salesperson marketer chairman chair captain coach trainer contractor freelancer"
            + " student retired unemployed officer controller buyer clerk receptionist architect");
    classes(
        "drink",
        "tea coffee juice water wine beer cider espresso cappuccino latte milk soda cola lemonade"
            + " cocoa whisky whiskey gin rum champagne smoothie matcha kombucha");
    classes("daytime", "morning mornings afternoon afternoons evening evenings night nights");
    classes("contact", "email phone text sms chat letter whatsapp signal telegram");
    classes(
        "colour",
        "red blue green yellow black white grey gray orange purple pink brown teal navy"
            + " violet turquoise beige gold silver");
    classes("seat", "window aisle middle");
    classes(
        "transport", "train plane bus car bike bicycle tram subway metro ferry taxi flight foot");
    classes("mode", "dark light");
    classes("payment", "card cash transfer invoice cheque check paypal");
    classes(
        "food",
        "pizza pasta sushi salad steak burger soup curry tacos rice noodles fish chicken beef");
    classes("pet", "dog cat rabbit hamster parrot fish");
    classes(
        "sport",
        "tennis football soccer golf running swimming yoga cycling basketball squash hiking");
    classes("tone", "happy unhappy sad angry tired excited sick healthy well ill");
  }

  private Lexis() {}

  static Set<String> set(String words) {
    return Arrays.stream(words.split(" ", -1)).collect(Collectors.toUnmodifiableSet());
  }

  private static void classes(String name, String words) {
    for (var word : words.split(" ", -1)) {
      CLASSES.put(word, name);
      CLASSES.put(stem(word), name);
    }
  }

  private static void synonyms(String stem, String words) {
    for (var word : words.split(" ", -1)) {
      SYNONYMS.put(word, stem);
    }
  }

  /// Verbs of which somebody may do several things at a time.
  static final Set<String> MANIFOLD =
      set("speak know play teach learn study visit read own buy have sell offer attend");

  /// Roles and things that one has at a time, by the verb that tells who has them.
  static final Set<String> EXCLUSIVE =
      set(
          "stakes handle handl chair host maintain oversee supervis supervise coordinate coordinat"
              + " organis organiz organize own coach edit moderate moderat deliver supply supplie"
              + " responsible respons charge clean do care look write stakes represent prepare prepar"
              + " teach keep");

  /// Whether a word is one that means something here.
  static boolean isKnown(String lower) {
    return SYNONYMS.containsKey(lower) || ATTRIBUTES.contains(lower) || CLASSES.containsKey(lower);
  }

  /// What a complement tells, or empty.
  static String classOf(String word) {
    return CLASSES.getOrDefault(word, "");
  }

  /// The form in which words that mean the same are the same.
  static String stem(String lower) {
    var known = SYNONYMS.get(lower);
    if (known != null) {
      return known;
    }
    var stem = suffixless(lower);
    var bare =
        stem.length() > 4 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    return SYNONYMS.getOrDefault(stem, bare);
  }

  private static String suffixless(String word) {
    int length = word.length();
    if (length > 4 && word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (length > 4
        && (word.endsWith("ses")
            || word.endsWith("xes")
            || word.endsWith("ches")
            || word.endsWith("shes"))) {
      return word.substring(0, length - 2);
    }
    if (length > 3
        && word.endsWith("s")
        && !word.endsWith("ss")
        && !word.endsWith("us")
        && !word.endsWith("is")) {
      return word.substring(0, length - 1);
    }
    if (length > 5 && word.endsWith("ing")) {
      return undoubled(word.substring(0, length - 3));
    }
    if (length > 4 && word.endsWith("ed")) {
      return undoubled(word.substring(0, length - 2));
    }
    return word;
  }

  private static String undoubled(String stem) {
    int length = stem.length();
    return length > 3
            && stem.charAt(length - 1) == stem.charAt(length - 2)
            && "bdgmnprt".indexOf(stem.charAt(length - 1)) >= 0
        ? stem.substring(0, length - 1)
        : stem;
  }
}
