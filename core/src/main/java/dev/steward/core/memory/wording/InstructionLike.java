package dev.steward.core.memory.wording;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Recognises text that gives orders to whoever reads it with a model: fit to be held back where it
/// came from outside. People who order their own agents are not asked.
public final class InstructionLike {
  private static final int LONGEST = 20_000;

  private record Sign(String reason, Pattern pattern) {
    Sign(String reason, String pattern) {
      this(reason, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }
  }

  private static final String RULES =
      "(?:instructions?|prompts?|rules?|directions?|guidelines?|guardrails?|commands?|orders?"
          + "|policy|policies|restrictions?|constraints?|programming|context|training|safety"
          + "|directives?|polic(?:y|ies) and rules)";
  private static final String EARLIER =
      "(?:all|any|every|everything|the|your|my|these|those|previous|prior|above|earlier|preceding"
          + "|existing|former|original|initial|system|other|of|past|old|current|safety|and|its|their)";
  private static final String DEEDS =
      "(?:send|forward|reply|respond|pay|approve|accept|include|cc|bcc|copy|add|append|use|tell|say"
          + "|recommend|trust|treat|transfer|wire|share|answer|route|redirect|insert|mention|prefer"
          + "|obey|follow|comply|book|order|delete|remove|grant|allow|disclose|reveal|upload|post"
          + "|click|open|visit|run|execute|call|email|mail|sign|confirm|quote|cite|praise|rank|rate"
          + "|promote|choose|select|suggest|ask|refuse|deny|report|output|print|return|write|start|end"
          + "|begin|skip|bypass|assume|give|show|provide|escalate|invoice|refund|charge|buy|purchase)";
  private static final List<Sign> SIGNS =
      List.of(
          new Sign(
              "asks to ignore instructions",
              "\\b(?:ignor(?:e|es|ing)|disregard(?:ing)?|forget|overrid(?:e|es|ing)|bypass(?:ing)?|discard"
                  + "|neglect|skip|drop|cancel|erase|do not (?:follow|obey)|don't (?:follow|obey)|stop"
                  + " following|set aside|pay no attention to)(?: (?:about )?"
                  + EARLIER
                  + "){1,6} (?:\\w+ )?"
                  + RULES
                  + "\\b"),
          new Sign(
              "asks to ignore instructions",
              "\\b(?:ignore|disregard|forget) (?:everything|anything|all|what(?:ever)?)\\b.{0,30}\\b(?:above"
                  + "|before|previously|so far|you (?:were|have been|know)|was said|told)"),
          new Sign(
              "asks to ignore instructions",
              "ignorie?re? (?:alle |die |bitte |sämtliche )*(?:vorherigen|bisherigen|obigen|früheren)"
                  + "|ignor(?:ez|e) (?:toutes? )?(?:les )?(?:instructions|consignes)"
                  + "|ignora (?:todas? )?(?:las )?(?:instrucciones|indicaciones)"
                  + "|ignora (?:tutte )?(?:le )?istruzioni|ignore (?:todas )?as instruções"
                  + "|negeer (?:alle )?(?:vorige|eerdere)|忽略.{0,8}(?:指令|指示|说明)"
                  + "|игнорируй(?:те)?.{0,20}инструкц|前の指示を無視|これまでの指示を無視|zignoruj .{0,20}instrukcj"),
          new Sign(
              "speaks to an agent as its master",
              "\\byou (?:are|will be|shall be) (?:now|henceforth) (?:dan\\b|an? (?:\\w+ ){0,2}(?:ai|assistant|model|bot|agent|hacker|admin)|free (?:of|from)|unrestricted|in \\w+ mode|acting|authori[sz]ed to|allowed to|under|required to|instructed to)"
                  + "|\\byou are no longer (?:bound|restricted|limited|required|subject|an? (?:ai|assistant|agent))"
                  + "|\\byour new (?:task|goal|instructions?|objective|mission|persona|identity|purpose) (?:is|are)\\b|\\b(?:pretend|act as|"
                  + "behave as|roleplay as|simulate)(?: to be| being)? (?:if you|an? |the |my |dan\\b"
                  + "|unrestricted)(?:.{0,30})\\b(?:ai|assistant|model|admin|administrator|root|developer"
                  + "|restrictions|rules|bot|agent|system|terminal|shell|hacker|unrestricted|unfiltered)\\b"
                  + "|\\bact as (?:dan|root|admin|sudo)\\b"),
          new Sign(
              "speaks to an agent as its master",
              "\\b(?:if|since|because|when|as) you(?:'re| are) (?:an? )?(?:ai|llm|language model|assistant|bot"
                  + "|agent|chatbot|model|automated)\\b|\\b(?:dear|attention|hey|hello|note to(?: the| all| any)?"
                  + "|message (?:to|for)(?: the| all| any)?|instructions? (?:to|for)(?: the| all| any)?|for any|for all)"
                  + " (?:ai|llm|assistant|language model|chatbot|agent)s?\\b"
                  + "|\\b(?:ai|llm)s? (?:assistants?|agents?|models?|systems?|readers?)?"
                  + " ?(?:must|should|shall|need to|has to|have to|are to|is to|will now|reading this)\\b"
                  + "|\\bthe (?:assistant|agent|model|bot) (?:must|should|shall|has to|is to|will now)\\b"),
          new Sign(
              "speaks to an agent as its master",
              "\\b(?:i am|i'm|this is|we are|we're) your (?:\\w+ )?(?:developers?|creators?|administrator|admin|"
                  + "system administrator|operator|owner|programmer|maker|engineers? at|supervisor|master)\\b"
                  + "|\\b(?:admin|administrator|developer|root|god|debug|maintenance|dan|jailbreak|sudo|unrestricted)"
                  + "[ -](?:override|mode|access)\\b|\\bjailbreak\\b|\\bdo anything now\\b"),
          new Sign(
              "gives standing orders",
              "\\b(?:from now on|from this (?:point|moment|day)(?: on| onwards?| forward)?|henceforth|going forward"
                  + "|in (?:the )?future|starting now|effective immediately|from here on(?: out)?)[,:]? "
                  + "(?:you\\b|always\\b|never\\b|do not\\b|don't\\b|only\\b|"
                  + DEEDS
                  + "\\b|(?:all|any|every|each) (?:\\w+ ){1,4}(?:must|should|shall|has to|have to|are to) be"
                  + " (?:sent|forwarded|paid|approved|copied|transferred|shared|wired|routed))"),
          new Sign(
              "gives standing orders",
              "(?:^|[.!?:;,\\n\"(>*-]\\s*|\\b(?:and|then|please|you|you must|you should|you shall|you will) )(?:always|never)"
                  + " (?:\\w+ ){0,1}?"
                  + DEEDS
                  + "\\b"),
          new Sign(
              "gives standing orders",
              "\\b(?:when(?:ever)?|if|every time|each time|any time|anytime|once)(?: someone| somebody| anyone| anybody"
                  + "| the user| a user| users?| a customer| customers?| ana| you(?:'re| are)?| they)?(?: is| are)?"
                  + " (?:asks?|asked|requests?|mentions?|mentioned|talks?|says?|searche?s?|inquires?|queried|summari[sz]ing|summari[sz]e|answering|recall(?:s|ing)?|read(?:s|ing)?)"
                  + "\\b.{0,80}[,:]? (?:then )?(?:you (?:must|should|shall|will)|always|never|instead|please|"
                  + DEEDS
                  + ")\\b"),
          new Sign(
              "gives standing orders",
              "\\b(?:new|updated|important|urgent|mandatory|secret|hidden|special|system|revised) (?:system )?"
                  + "(?:instructions?|rules?|directives?|commands?|prompts?|orders?)\\s*[:=]"
                  + "|\\b(?:new|updated|mandatory) polic(?:y|ies)\\s*[:=].{0,40}\\b"
                  + DEEDS
                  + "\\b|\\b(?:takes?|has|have|of) (?:the )?(?:top|highest|absolute)[ -]priority\\b.{0,30}\\b(?:rules?|instructions?|polic|all|everything)"
                  + "|\\bfor (?:all|every|any|each) (?:future|new|following|further) (?:e-?mails?|messages?|repl(?:y|ies)|requests?|invoices?|payments?|answers?|conversations?)\\b.{0,10}\\byou (?:must|should|shall|will|are to|need to)\\b|\\bsupersedes? (?:all|any|your|previous)"),
          new Sign(
              "wants to write memory",
              "\\b(?:store|save|keep|put|write|commit|add|record|insert|persist|memori[sz]e|inject|remember)\\b.{0,60}\\b(?:to|in|into|in your|as)"
                  + " (?:your |the |long[- ]term |permanent |agent's |assistant's |its )*(?:memory|memories|knowledge base|system prompt|instructions|rules|policy|preferences)\\b"
                  + "|\\b(?:update|change|modify|edit|rewrite|replace|overwrite|erase|wipe|clear|delete) (?:your|the (?:agent|assistant|system)'?s?) "
                  + "(?:\\w+ )?(?:memory|memories|instructions?|rules?|policy|policies|prompt|settings|configuration|guidelines|preferences)\\b"
                  + "|\\bremember(?: that)?[,:]? (?:you|to always|to never|always|never|from now on|for (?:all )?future|the user (?:wants|prefers|likes|has|trusts|approved))\\b"
                  + "|\\b(?:the user|the owner|your user|your owner|your boss) (?:has |have )?(?:always |already |now |just )?(?:wants?|wanted|prefers?|preferred|approved|authori[sz]ed|agreed|decided|asked you|told you|permits?|allows?|trusts?|confirmed)\\b"),
          new Sign(
              "asks for secrecy",
              "\\b(?:do not|don't|never|without|must not|avoid|no need to|not) (?:\\w+ )?(?:tell|telling|mention|mentioning|reveal|revealing|inform|informing|disclos(?:e|ing)|notify|notifying|alert|alerting|ask|asking|consult(?:ing)?|show|showing|let|letting)"
                  + "(?: this| it| that| these)?(?: to| for)? (?:(?:the |your |any )?(?:user|owner|human|operator|admin|boss|manager|anyone|anybody|them|him|her|ana)\\b|instructions?\\b)"
                  + "|\\b(?:hide|conceal|keep) (?:this|it|that) (?:\\w+ )?(?:secret|hidden|from|confidential from)\\b.{0,20}\\b(?:user|owner|human|anyone|everyone|boss|team)?"
                  + "|\\b(?:silently|secretly|quietly|covertly|discreetly) (?:and \\w+ )?"
                  + DEEDS
                  + "\\b"),
          new Sign(
              "wants things sent away",
              "\\b(?:send|forward|transfer|wire|bcc|cc|copy|share|upload|post|exfiltrate|leak|email|e-mail|mail|deliver|submit|redirect|route|export|dump|sync|pipe)"
                  + "\\b(?: me| us| out| over| along)? (?:a copy of |copies of |the contents? of |the full )?(?:all|every|any|each|the entire|the whole|everything|whatever|your|the user'?s?|the owner'?s?|the latest|future|incoming|outgoing)\\b"
                  + ".{0,60}\\b(?:to|via|at|on)\\b.{0,10}\\S"),
          new Sign(
              "wants secrets",
              "\\b(?:reveal|print|show|output|display|repeat|list|give me|tell me|send me|share|disclose|leak|dump|return|provide|what (?:is|are)|expose|recite)\\b.{0,30}\\b(?:your|the|all|system|hidden|initial)"
                  + " (?:\\w+ )?(?:system prompt|prompt|instructions|initial instructions|hidden instructions|passwords?|credentials?|api[ -]?keys?|secrets?|tokens?|private keys?|environment variables|memory contents?|configuration)\\b"
                  + "|\\b(?:passwords?|credentials?|api[ -]?keys?|private keys?|secrets?|tokens?) (?:and|or|to|at)\\b.{0,30}\\b(?:send|forward|post|https?:|[\\w.]+@)"),
          new Sign(
              "wants things done without a yes",
              "\\b"
                  + DEEDS
                  + "\\b.{0,80}\\bwithout (?:any |further |first |prior |asking|waiting|human|manual|user|owner)?\\s*(?:approval|confirmation|asking|review|permission|consent|verification|checking|question|delay|hesitation|for)?\\b"
                  + "(?<=approval|confirmation|asking|review|permission|consent|verification|checking|question|questions|hesitation|for)"
                  + "|\\b(?:auto-?approve|pre-?approved|no (?:confirmation|approval|permission) (?:is )?(?:needed|required|necessary))\\b"
                  + "|\\b(?:consider|treat|mark|regard|accept|trust)\\b.{0,60}\\bas (?:trusted|verified|safe|approved|authenticated|an? (?:admin|administrator|owner)|the owner|admin|whitelisted|authori[sz]ed|true|gospel|fact)\\b"
                  + "|\\b(?:grant|give)\\b.{0,40}\\b(?:admin(?:istrator)?|root|full|owner|unrestricted) (?:access|rights|privileges|permissions?)\\b"),
          new Sign(
              "puts words in an agent's mouth",
              "\\b(?:respond|reply|answer)(?: \\w+)? (?:only|exactly|solely|just)\\b|\\b(?:respond|reply|answer) (?:(?:to )?(?:all|every|any)\\b.{0,60} )?with\\b"
                  + "|\\brepeat (?:after me|the following|this (?:exactly|verbatim))\\b|\\boutput (?:the following|exactly|only)\\b"
                  + "|\\bbegin your (?:response|reply|answer)\\b|\\bend (?:your|every|each|all)(?: \\w+)? (?:response|reply|answer|message|email)s?\\b"
                  + "|\\b(?:tell|convince|persuade|assure|inform|advise) (?:the |your |all |any |every )?(?:user|owner|customer|client)s? (?:that|to)\\b"),
          new Sign(
              "looks like the markup of a prompt",
              "<\\|?/?(?:im_start|im_end|system|assistant|user|endoftext|begin_of_text|start_header_id|eot_id|sys|inst|instructions?|prompt|tool_call|tool_response|function_calls?|invoke|human)\\b[^>]*\\|?>"
                  + "|\\[/?(?:inst|sys|system|assistant)\\]|<<\\s*/?sys\\s*>>|^\\s*#{2,}\\s*(?:system|instructions?|assistant|human|user|response)\\b"
                  + "|(?:^|\\n)\\s*(?:system|assistant|human|developer)\\s*(?:message|prompt)?\\s*:|\\bbegin (?:system|admin|new|hidden)\\b.{0,20}(?:prompt|instructions?|message)?"
                  + "|\\bsystem prompt\\b|\"(?:role|tool|function|tool_name)\"\\s*:\\s*\""
                  + "|\\bend of (?:document|context|user (?:input|message)|data|prompt|email)\\b.{0,20}\\b(?:now|new|begin|instructions?|system)"),
          new Sign(
              "hides text",
              "<!--.{0,400}\\b(?:"
                  + DEEDS
                  + "|ignore|assistant|instructions?|must)\\b.{0,400}-->|(?:display\\s*:\\s*none|font-size\\s*:\\s*0|color\\s*:\\s*(?:white|#fff))"
                  + "|!\\[[^\\]]*\\]\\(https?://[^)]*(?:\\{|%7b|\\?(?:q|d|data|c|s|m)=)"),
          new Sign(
              "asks to decode what is hidden",
              "\\b(?:decode|decrypt|deobfuscate|unscramble|rot13|base64)\\b.{0,60}\\b(?:and|then|to) (?:follow|execute|run|obey|do|act|apply|comply|carry)"),
          new Sign(
              "asks to run something",
              "\\b(?:curl|wget) +(?:-\\S+ +)*https?://|\\brm +-rf\\b|\\b(?:run|execute|eval(?:uate)?) (?:the |this |following )*(?:command|code|script|shell|function|tool|sql)\\b|\\bdrop table\\b|\\bcall the \\w+ (?:tool|function)\\b|\\buse the \\w+ tool to\\b"));

  /// Characters that nobody sees, in numbers that no writing needs.
  private static final Pattern TAGS = Pattern.compile("[\\x{E0020}-\\x{E007E}]{3,}(?<!\\x{E007F})");

  private static final Pattern FLAG =
      Pattern.compile("\\x{1F3F4}[\\x{E0020}-\\x{E007E}]{3,7}\\x{E007F}");
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "(?:[\\u200B\\u2060\\uFEFF\\u00AD\\u180E]|[\\x{E0100}-\\x{E01EF}]){4,}|[\\u202D\\u202E]");
  private static final Pattern SPREAD = Pattern.compile("(?:\\b\\p{L}[ .*_-]){6,}\\p{L}\\b");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{32,}={0,2}");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){20,}");
  private static final String LOOKALIKES = "аaеeоoрpсcхxуyіiѕsјjԁdԛqԝwһhɡgοoαaεeιiνvτtκkρp";
  private static final String LEET = "0o1i3e4a5s7t@a$s!i";

  private InstructionLike() {}

  /// Why a text reads like an order to an agent, in a few words; empty if it doesn't.
  public static String reason(String text) {
    var read = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    var withoutFlags = FLAG.matcher(read).replaceAll("");
    if (TAGS.matcher(withoutFlags).find() || INVISIBLE.matcher(read).find()) {
      return "hides characters that can't be seen";
    }
    var reason = sign(composed(read));
    var plain = plain(read);
    if (reason.isEmpty()) {
      reason = sign(plain);
    }
    if (reason.isEmpty()) {
      reason = sign(leet(plain));
    }
    if (reason.isEmpty() && SPREAD.matcher(read).find()) {
      reason = sign(together(read));
    }
    if (reason.isEmpty()) {
      reason = sign(rotated(plain));
      reason = reason.isEmpty() || !reason.startsWith("asks to ignore") ? "" : "hides an order";
    }
    return reason.isEmpty() ? hidden(read) : reason;
  }

  private static String sign(String text) {
    for (var sign : SIGNS) {
      if (sign.pattern().matcher(text).find()) {
        return sign.reason();
      }
    }
    return "";
  }

  /// In one form, without what can't be seen.
  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("\\p{Cf}", "")
        .replace('’', '\'')
        .replaceAll("[ \\t\\u00a0]+", " ");
  }

  /// With the letters of other scripts for those that they look like.
  private static String plain(String text) {
    var plain = new StringBuilder();
    composed(text)
        .codePoints()
        .map(point -> {
          int at = LOOKALIKES.indexOf(point);
          return at >= 0 && at % 2 == 0 && point > 127 ? LOOKALIKES.charAt(at + 1) : point;
        })
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /// `1gn0re` read as `ignore`: digits between letters.
  private static String leet(String text) {
    var read = new StringBuilder(text);
    for (int i = 0; i < read.length(); i++) {
      int at = LEET.indexOf(read.charAt(i));
      var isWithin =
          (i > 0 && Character.isLetter(read.charAt(i - 1)))
              || (i + 1 < read.length() && Character.isLetter(read.charAt(i + 1)));
      if (at >= 0 && at % 2 == 0 && isWithin) {
        read.setCharAt(i, LEET.charAt(at + 1));
      }
    }
    return read.toString();
  }

  /// `i g n o r e a l l` read as `ignore all`: wider gaps part the words.
  private static String together(String text) {
    return text.replaceAll(" {2,}", "\n")
        .replaceAll("(?<=\\b\\p{L})[ .*_-](?=\\p{L}\\b)", "")
        .replace('\n', ' ');
  }

  private static String rotated(String text) {
    var rotated = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if (c >= 'a' && c <= 'z') {
            rotated.append((char) ('a' + (c - 'a' + 13) % 26));
          } else if (c >= 'A' && c <= 'Z') {
            rotated.append((char) ('A' + (c - 'A' + 13) % 26));
          } else {
            rotated.append((char) c);
          }
        });
    return rotated.toString();
  }

  /// Orders in base64 or hexadecimal.
  private static String hidden(String text) {
    var found = BASE64.matcher(text);
    while (found.find()) {
      if (isOrder(decoded(found.group()))) {
        return "hides an order";
      }
    }
    var hex = HEX.matcher(text);
    while (hex.find()) {
      if (isOrder(HexFormat.of().parseHex(hex.group()))) {
        return "hides an order";
      }
    }
    return "";
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("=+$", ""));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static boolean isOrder(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    long letters = text.chars().filter(c -> Character.isLetter(c) || c == ' ').count();
    return text.length() > 15
        && letters > 0.8 * text.length()
        && !sign(plain(text).toLowerCase(Locale.ROOT)).isEmpty();
  }
}
