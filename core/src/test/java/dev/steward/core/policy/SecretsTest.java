package dev.steward.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  /// No real secret stands here: each is put together from harmless parts.
  private static final String MIXED = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA".repeat(3);

  /// Far more than it takes, far less than a search that starts anew at each character.
  private static final Duration GENEROUS = Duration.ofSeconds(20);

  private final Secrets secrets = new Secrets();

  /// A text with `%s` in the place of a secret.
  record Example(String kind, String text, String secret) {
    String whole() {
      return text.replace("%s", secret);
    }
  }

  private static String mixed(int length) {
    return MIXED.substring(0, length);
  }

  private static Example password(String text, String secret) {
    return new Example("password", text, secret);
  }

  private static Example label(String text, String secret) {
    return new Example("API key", text, secret);
  }

  static Stream<Example> tokens() {
    return Stream.of(
        new Example("token", "curl -H 'Authorization: Bearer %s' example.com", mixed(40)),
        new Example("token", "authorization: bearer %s", "abc123." + mixed(20) + "=="));
  }

  static Stream<Example> passwords() {
    return Stream.of(
        password("password: %s", "hunter2"),
        password("Password:%s", "hunter2"),
        password("The wifi password: %s, for guests too.", "Sommer-2026!"),
        password("passwd=%s", "s3cr3t"),
        password("DB_PASSWORD=%s", "s3cr3t"),
        password("export PGPASSWORD='%s'", "s3cr3t"),
        password("smtp.password = %s", "s3cr3t"),
        password("{\"password\": \"%s\", \"user\": \"ana\"}", "correct horse battery staple"),
        password("{\"password\":\"%s\"}", "hunter2"),
        password("My password is %s", "mackerel"),
        password("My password is %s.", "mackerel"),
        password("My password is %s, don't tell", "mackerel"),
        password("The password is %s and the user is ana", "mackerel"),
        password("The password is %s for now", "hunter2"),
        password("The password for the office wifi is %s", "mackerel"),
        password("The password for the office wifi is now %s please write it down", "Tr0ub4dor&3"),
        password("the password of the router was %s.", "admin123"),
        password("The passphrase is “%s”", "mackerel"),
        password("passcode is: %s", "blue42"),
        password("pwd: %s", "hunter2"),
        password("pass: %s", "hunter2"),
        password("user ana / pw=%s", "hunter2"),
        password("Server=db;User=sa;Password=%s;Timeout=3", "s3cr3t"),
        password("postgres://ana:%s@db.example.com:5432/shop", "s3cr3t"),
        password("https://ana:%s@example.com/x", "p@ss:word"),
        password("Authorization: Basic %s", "YW5hOmh1bnRlcjI="),
        password("password is %s", "пароль42"),
        password("the password is %s", "日本語パスワード"),
        password("🔑 password: %s 🎉", "hünter2🎈"),
        new Example("PIN", "My PIN is %s.", "4821"),
        new Example("PIN", "pin: %s", "482193"),
        new Example("PIN", "The pin for the alarm is %s, thanks", "48213"));
  }

  static Stream<Example> labelled() {
    return Stream.of(
        label("api_key: %s", "abc123def456"),
        label("API key is %s", "abc123def456"),
        label("apikey=%s", "abc123def456"),
        label("OPENAI_API_KEY=%s", "abc123def456"),
        label("{\"apiKey\": \"%s\"}", "abc123def456"),
        label("aws_secret_access_key = %s", "wJalr" + "XUtnFEMI/K7MDENG/" + "bPxRfiCYzzzzKEY"),
        label("client-secret: %s", "8f14e45fceea167a"),
        label("The access token is: %s", "8f14e45fceea167a"),
        label("refresh_token: '%s'", "8f14e45fceea167a"),
        label("Secret=%s", "8f14e45fceea167a"),
        label("AccountKey=%s;EndpointSuffix=x", mixed(44) + "=="),
        label("token: %s", "kXjQzWpLmRtYvBnHsDfG"),
        label("api key: %s", "x1".repeat(400)));
  }

  static Stream<Example> numbers() {
    return Stream.of(
        new Example("card number", "Charge %s, please", "4111" + "111111111111"),
        new Example("card number", "Card %s is his.", "4111" + " 1111 1111 1111"),
        new Example("card number", "Charge %s 12/29 123", "5500" + "-0055-5555-5559"),
        new Example("card number", "Order 12 %s by visa-card", "4111" + "-1111-1111-1111"),
        new Example("card number", "visa-%s", "4111" + "111111111111"),
        new Example("card number", "Card no.%s!", "4111" + "1111 11111111"),
        new Example("card number", "Amex %s", "3782" + " 822463 10005"),
        new Example("card number", "Diners %s", "3056" + "930902" + "5904"),
        new Example("card number", "Discover %s.", "6011" + "111111111117"),
        new Example("card number", "JCB %s.", "3530" + "111333300000"),
        new Example("card number", "Mastercard %s", "2223" + "003122003222"),
        new Example("card number", "Old Visa %s", "4222" + "222222222"),
        new Example("bank account", "Pay to %s by Friday", "DE89" + " 3704 0044 0532 0130 00"),
        new Example("bank account", "Pay to %s by Friday", "GB82" + "WEST12345698765432"),
        new Example("bank account", "IBAN %s PAID IN FULL", "AT61" + " 1904 3002 3457 3201"),
        new Example("bank account", "iban: %s", "fr14" + "20041010050500013m02606"),
        new Example("bank account", "NO account %s, thanks", "NO93" + " 8601 1117 947"),
        new Example("bank account", "%s", "MT84" + "MALT011000012345MTLCAST001S"));
  }

  static Stream<Example> examples() {
    return Stream.of(tokens(), passwords(), labelled(), numbers()).flatMap(stream -> stream);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aSecretIsMaskedAndNamed(Example example) {
    var masked = secrets.mask(example.whole());

    assertThat(masked.text()).doesNotContain(example.secret());
    assertThat(masked.text()).contains("[masked: " + example.kind() + "]");
    assertThat(masked.kinds()).contains(example.kind());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void nothingOfASecretIsLeft(Example example) {
    var masked = secrets.mask(example.whole()).text();

    for (int i = 0; i + 5 <= example.secret().length(); i++) {
      assertThat(masked).doesNotContain(example.secret().substring(i, i + 5));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatStandsAroundASecretIsLeft(Example example) {
    var masked = secrets.mask(example.whole()).text();
    var parts = example.text().split("%s", -1);

    assertThat(masked).endsWith(parts[1]);
    assertThat(masked).startsWith(parts[0]);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void maskingWhatIsMaskedChangesNothing(Example example) {
    var once = secrets.mask(example.whole());
    var twice = secrets.mask(once.text());

    assertThat(twice).isEqualTo(new Secrets.Masked(once.text(), List.of()));
  }

  @Test
  void thereAreExamplesEnough() {
    assertThat(examples().count()).isGreaterThanOrEqualTo(60);
    assertThat(ordinary().count()).isGreaterThanOrEqualTo(100);
  }

  static Stream<String> ordinary() {
    return Stream.of(
        // Numbers of all sorts.
        "Invoice INV-2026-004711 is due on 2026-12-01.",
        "Please pay invoice 20261123-0042 over EUR 1,234.56.",
        "Order 4500012345678 has shipped.",
        "Order no. 1000-2000-3000-4001 is late.",
        "Call me at +49 170 1234567 or +1 (415) 555-2671.",
        "Phone 0041 44 668 18 00, fax 0041 44 668 18 01.",
        "My number is 5551234567, his is 5559876543.",
        "The tracking number is 1Z999AA10123456784.",
        "DHL 00340434161094042557 arrives tomorrow.",
        "USPS says 9400 1000 0000 0000 0000 00 is on its way.",
        "FedEx 123456789012 was delivered.",
        "The IMEI is 356938035643809.",
        "ISBN 978-3-16-148410-0 is out of print.",
        "EAN 4006381333931 is the blue pen.",
        "The case number is 2026-11-23-000000123.",
        "Timestamp 1700000000000 is wrong, take 1700000001.",
        "Build 20261123.093015 went out.",
        "It costs 4,111,111,111 yen and 11 sen.",
        "Between 2026-11-23 09:00 and 2026-11-24 17:00.",
        "The VAT id is DE123456789, the Austrian one ATU12345678.",
        "Customer 4111 1111 has moved.",
        "The room is 4.11.111, third door.",
        "Sizes 2 4 8 16 32 64 128 256 512 1024 2048 are in stock.",
        "The sum is 0.4111111111111111 of the total.",
        "Meter 4111111111111112 reads 4711.",
        "Batch X4111111111111111 and 4111111111111111kg of sand.",
        "VIN 1HGCM82633A004352 is the van.",
        "SKU AB12-CD34-EF56-GH78 is sold out.",
        "Serial SN0123456789ABCDEF needs a new battery.",
        "The booking code is X7K9QZ.",
        "Flight LH1234 leaves from gate B42.",
        "Postcode SW1A 1AA, Building 12, Floor 3.",
        "IP 192.168.100.200, MAC 00:1A:2B:3C:4D:5E.",
        "Version 1.2.3-beta.4+build.5678 is live.",
        // What only looks like a bank account.
        "Reference DE00 1234 5678 9012 3456 78 does not exist.",
        "Part GB12ABCD34567890123456 is obsolete.",
        "Model AT20ABCDEFGHIJKLMNOP is new.",
        "Send it to DE10 BERLIN MITTE HAUPTSTRASSE 1.",
        "IN24 HOURS we will be back.",
        // Ids of computers.
        "The id is 550e8400-e29b-41d4-a716-446655440000.",
        "Commit 9ec60c9f1d4c0a9be7c42f8bb86d3cb9f5c8f1aa fixed it.",
        "See commit d8027c4 on main.",
        "SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.",
        "The ETag is W/\"33a64df551425fcc55e4d42a148795d9f25f89d4\".",
        "Turn id-17/3 answered message msg_0042.",
        "Open https://example.com/orders/12345?ref=mail&user=ana@example.com.",
        "Go to http://localhost:8080/path and http://example.com:443/@ana.",
        "mailto:ana@example.com?subject=Hello",
        "ssh ana@example.com -p 2222",
        "git@github.com:acme/website.git has the sources.",
        "Use sk-learn or scikit-learn-extra for the forecast.",
        "The class sk-button-large-primary-outline is unused.",
        "Ask about key-performance-indicators-of-the-quarter.",
        "The r8-something-else-with-many-parts-in-it branch is merged.",
        // Passwords that are talked about.
        "The password is required.",
        "The password is wrong.",
        "Your password was changed yesterday.",
        "My password is expired, can you help?",
        "The password was reset and works again.",
        "The password has been reset.",
        "Is the password case-sensitive?",
        "The password is temporary, change it soon.",
        "The password is too short.",
        "The password is 12 characters long.",
        "The password is confidential and must not be shared.",
        "The password is compromised.",
        "The password is not recoverable.",
        "The password is recoverable.",
        "The password is with John.",
        "The password is on the sticky note.",
        "Password: please reset it.",
        "Password: see the vault.",
        "Password: to be announced.",
        "Passwords: never by mail!",
        "The password for the portal is needed by Friday.",
        "The password policy is strict.",
        "John forgot his password again and asks for a new one.",
        "Please send me a password reset link.",
        "The passphrase is optional.",
        "Type your password, then press enter.",
        "Change the password of the router every 90 days.",
        "A password manager is worth 36 euros a year.",
        "Put a pin on the map at the warehouse.",
        "He wears a lapel pin for 25 years of service.",
        "The pin is 4 mm long.",
        "Pass: 42, fail: 3, skipped: 0.",
        // Tokens, secrets and keys that are talked about.
        "A token of appreciation for the team.",
        "The token is ready.",
        "The token is invalid, ask for a new one.",
        "The token expired.",
        "Token: required, secret: optional.",
        "The secret is preparation.",
        "The secret: good preparation.",
        "The secret of good coffee is fresh water.",
        "Ask the secretary: Anna Schmidt.",
        "Secret Santa is on December 18.",
        "The API key is missing.",
        "The API key is stored in the vault.",
        "Set DEEPSEEK_API_KEY to your key.",
        "The API key: where do I find it?",
        "access key: at the front desk",
        "The key to success is persistence.",
        "The token issue-12345678 is open.",
        "Bearer of good news: we won.",
        "The bearer representatives-at-large will attend.",
        "Basic understanding of accounting is enough.",
        "The private key is kept by the notary.",
        "BEGIN with the invoice, END with the receipt.",
        // Everyday work.
        "John prefers morning meetings between 9am and 11am",
        "Set up a meeting with John about the website on Monday",
        "Move it to Tuesday 10:00, room 3.14.",
        "Budget approvals require finance team confirmation",
        "Response SLA: 24 hours for emails, 2 hours for Slack",
        "Die Rechnung über 1.234,56 € ist bezahlt.",
        "会議は月曜日の10時です。",
        "Ünïcödé tëxt wïth 🎉 émojis 👩‍👩‍👧 and no sëcrets",
        "",
        " ");
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void ordinaryTextIsLeftAsItIs(String text) {
    assertThat(secrets.mask(text)).isEqualTo(new Secrets.Masked(text, List.of()));
  }

  @Test
  void severalSecretsAreAllMaskedAndEachKindIsNamedOnce() {
    var masked =
        secrets.mask("password: hunter2, pin: 4821, and the old password: hunter1, please");

    assertThat(masked.text())
        .isEqualTo(
            "password: [masked: password], pin: [masked: PIN], and the old password: [masked:"
                + " password], please");
    assertThat(masked.kinds()).containsExactly("password", "PIN");
  }

  @Test
  void everySecretOfALongTextIsMasked() {
    var line = "The password: hunter2, and the card 4111" + "111111111111.\n";
    var masked = secrets.mask(line.repeat(2_000));

    assertThat(masked.text())
        .isEqualTo(
            "The password: [masked: password], and the card [masked: card number].\n"
                .repeat(2_000));
  }

  @Test
  void whatFurtherFindersFindIsMasked() {
    SecretFinder words = text -> find("mackerel", "fish", text);

    var masked = new Secrets(List.of(words)).mask("A mackerel, please. pin: 4821");

    assertThat(masked.text()).isEqualTo("A [masked: fish], please. pin: [masked: PIN]");
    assertThat(masked.kinds()).containsExactly("fish", "PIN");
  }

  @Test
  void whereTwoFindTheSameTheFurtherFinderNamesIt() {
    SecretFinder words = text -> find("mackerel", "fish", text);

    assertThat(new Secrets(List.of(words)).mask("password: mackerel").text())
        .isEqualTo("password: [masked: fish]");
  }

  @Test
  void whatOverlapsIsMaskedAsOne() {
    SecretFinder first = text -> find("macker", "first", text);
    SecretFinder second = text -> find("kerel pie", "second", text);

    assertThat(new Secrets(List.of(second, first)).mask("A mackerel pie.").text())
        .isEqualTo("A [masked: first].");
  }

  private static List<SecretFinder.Span> find(String word, String kind, String text) {
    int at = text.indexOf(word);
    return at < 0 ? List.of() : List.of(new SecretFinder.Span(at, at + word.length(), kind));
  }

  @Test
  void lettersThatGrowWhenTheyBecomeSmallShiftNothing() {
    assertThat(secrets.mask("İİİ password: hunter2 İ").text())
        .isEqualTo("İİİ password: [masked: password] İ");
  }

  static Stream<String> hostile() {
    return Stream.of(
        "a",
        "sk-",
        "1",
        "4 ",
        "4-",
        "41",
        " ",
        "\n",
        ".",
        "-",
        "=",
        ":",
        "/",
        "password",
        "password ",
        "password:",
        "password: .",
        "password for ",
        "password is ",
        "password is aaaa ",
        "password for a b c d ",
        "password=\"",
        "api_key",
        "api_key=",
        "token is ",
        "token: a-",
        "tokenAbCdEf: ",
        "bearer ",
        "bearer a.",
        "eyJaaaaaaaa-",
        "eyJaaaaaaaa.",
        "eyJaaaaaaaa.eyJ",
        "SG.aaaaaaaaaaaaaaaa-",
        "SG.",
        "http://a:",
        "http://aaaa:bbbb",
        "a://",
        "a+",
        "hooks.slack.com/services/",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN ",
        "DE89",
        "DE89 3704 0044 0532 0130 0",
        "xoxb-",
        "pin ",
        "pin 1",
        "authorization: basic ",
        "é",
        "日",
        "🎉",
        "\uD83D",
        "“");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextTakesNoTimeToSpeakOf(String part) {
    var text = part.repeat(200_000 / part.length());

    assertTimeoutPreemptively(GENEROUS, () -> secrets.mask(text));
    assertTimeoutPreemptively(GENEROUS, () -> secrets.mask("password: " + text + "!x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "sk-", "1", "41", "password is ", "a://", " "})
  void aMegabyteTakesNoTimeToSpeakOf(String part) {
    var text = part.repeat(1_000_000 / part.length());

    assertTimeoutPreemptively(GENEROUS, () -> secrets.mask(text));
  }

  @Test
  void brokenSurrogatesAndControlCharactersAreLeftAlone() {
    var text = "\uD83D x \uDE00 \u0000 \u202E end";

    assertThat(secrets.mask(text).text()).isEqualTo(text);
    assertThat(secrets.mask(text + " password: hunter2").text())
        .isEqualTo(text + " password: [masked: password]");
  }
}
