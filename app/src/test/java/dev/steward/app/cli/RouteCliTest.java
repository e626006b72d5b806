package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Desk;
import dev.steward.core.Principal;
import dev.steward.core.routing.learned.Evaluation;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCliTest {
  private static final Evaluation.Figures FIGURES =
      new Evaluation.Figures(
          3_000,
          100,
          2,
          0.972,
          0.988,
          0.0075,
          0.96,
          0.983,
          0.997,
          OptionalDouble.of(0.05),
          4.2,
          7.125);

  @TempDir private Path home;
  private CommandLineFixture steward;

  @BeforeEach
  void begin() {
    steward = new CommandLineFixture(home);
    steward.trial =
        (request, progress) -> {
          progress.at("reading texts", 64, 15_000);
          progress.at("reading texts", 128, 15_000);
          return new RouterTrial.Result(
              15_100, 150, 0.995, !request.domains().toString().isEmpty(), 61.25, FIGURES);
        };
  }

  @Test
  void printsFiguresAsJson() {
    assertThat(
            steward.run("route", "eval", "--train", "a", "--test", "b", "--domains", "d", "--json"))
        .isZero();

    assertThat(steward.out())
        .startsWith(
            "{\"accuracy\":0.972,\"domain_accuracy\":0.988,\"ece\":0.0075,\"coverage\":0.96,\"accepted_accuracy\":0.997,\"oos_accepted\":0.05,\"p50_ms\":4.2,\"p95_ms\":7.125,");
  }

  @Test
  void withoutDomainsWhatIsAcceptedIsMeasuredByCategories() {
    assertThat(steward.run("route", "eval", "--train", "a", "--test", "b", "--json")).isZero();

    assertThat(steward.out()).contains("\"domain_accuracy\":null", "\"accepted_accuracy\":0.983");
  }

  @Test
  void tellsHowFarItHasComeBesideTheResult() {
    steward.run("route", "eval", "--train", "a", "--test", "b", "--json");

    assertThat(steward.err()).containsOnlyOnce("reading texts: 64 of 15,000");
    assertThat(steward.out()).doesNotContain("reading");
  }

  @Test
  void printsFiguresForPeople() {
    assertThat(steward.run("route", "eval", "--train", "a", "--test", "b", "--domains", "d"))
        .isZero();

    assertThat(steward.out())
        .contains(
            "Learned 15,100 texts of 150 categories in 61 s; tried on 3,000, and 100 of none",
            "right category         97.20 %",
            "right domain           98.80 %",
            "of none, but accepted  5.00 %",
            "4.2 ms, one in twenty above 7.1 ms");
    assertThat(steward.err()).contains("2 texts of the test are of categories");
  }

  @Test
  void explainsWhereATextWouldGo() {
    assertThat(steward.run("route", "Hello", "there!")).isZero();

    assertThat(steward.out())
        .contains(
            "Hello there!",
            "smalltalk, for local: like 1 known tasks of its kind, 97 % sure",
            "likely   smalltalk 90 %",
            "like     0.80  smalltalk: Hello there");
  }

  @Test
  void ofATurnItShowsTheModelThatWasChosenAndWhy() {
    var owner = Principal.owner("default");
    var routes = steward.desk.remembering.routes();
    routes.correct(owner, "ana", "", "Put this into Welsh", "translate");
    var turn =
        steward.desk.remembering.process(
            owner, Desk.Task.of("ana", "Put this into Welsh"), event -> {});

    assertThat(steward.run("route", "--turn", turn.id())).isZero();
    assertThat(steward.out())
        .contains(
            "translate, for local",
            "model    strong: the only one that surely does 90 % well",
            "answered by local");
    assertThat(steward.run("route", "--json", "--turn", turn.id())).isZero();
    assertThat(steward.out())
        .contains("\"tier\":{\"agent\":\"local\"", "\"model\":\"local\"", "\"handed_on\":[]");
  }

  @Test
  void explainsAsJson() {
    assertThat(steward.run("route", "--json", "Hello!")).isZero();

    assertThat(steward.out())
        .startsWith(
            "[{\"text\":\"Hello!\",\"task_type\":\"simple\",\"kind\":\"smalltalk\",\"agent\":\"local\",\"reason\":")
        .contains("\"probabilities\":[{\"kind\":\"smalltalk\",\"probability\":0.9}]");
  }

  @Test
  void showsTheModelThatWouldBeChosen() {
    steward.run("route", "--correct", "translate", "Put this into Welsh");

    assertThat(steward.run("route", "Put this into Welsh")).isZero();
    assertThat(steward.out())
        .contains("  model    strong: the only one that surely does 90 % well");
    steward.run("route", "--json", "Put this into Welsh");
    assertThat(steward.out())
        .contains("\"tier\":{\"agent\":\"local\",\"kind\":\"translate\",\"demand\":{\"floor\":0.9");
    steward.run("route", "--json", "Hello!");
    assertThat(steward.out()).doesNotContain("\"tier\"");
  }

  @Test
  void listsWhatIsKnownOfModels() {
    assertThat(steward.run("route", "tiers")).isZero();

    assertThat(steward.out())
        .containsPattern("KIND +AGENT +MODEL +CHOSEN +PASSED +SURELY +FLOOR +COST +EXPECTED")
        .containsPattern("translate +local +weak +7 of 9 +0.56 +0.90 +\\$0.0005 +\\$0.003056")
        .containsPattern("translate +local +strong +yes +0 of 0, trusted +0.95 +0.90 +\\$0.02");
    assertThat(steward.run("route", "tiers", "--agent", "local", "--kind", "smalltalk")).isZero();
    assertThat(steward.out()).contains("No agent has a choice");
    assertThat(steward.run("route", "tiers", "--agent", "nobody")).isEqualTo(Cli.FAILED);
    assertThat(steward.err()).contains("There is no agent 'nobody'");
  }

  @Test
  void takesACorrectionAndListsIt() {
    assertThat(steward.run("route", "--correct", "translate", "Put this into Welsh")).isZero();
    assertThat(steward.out()).isEqualTo("Noted: this is translate.\n");

    steward.run("route", "corrections");
    assertThat(steward.out()).contains("ana", "translate", "Put this into Welsh");
    steward.run("route", "Put this into Welsh");
    assertThat(steward.out()).contains("translate, for local");
  }

  @Test
  void learnsAndGoesBack() {
    assertThat(steward.run("route", "rollback")).isEqualTo(Cli.FAILED);
    assertThat(steward.err()).contains("nothing to go back to");
    steward.run("route", "--correct", "translate", "Put this into Welsh");

    assertThat(steward.run("route", "learn")).isZero();
    assertThat(steward.out()).isEqualTo("Learned from 1 corrections.\n");
    assertThat(steward.run("route", "rollback")).isZero();
    assertThat(steward.out()).isEqualTo("Gone back.\n");
  }

  @Test
  void wantsATaskToExplain() {
    assertThat(steward.run("route")).isEqualTo(Cli.FAILED);
    assertThat(steward.err()).contains("Say which task is meant");
  }

  @Test
  void wantsBothFiles() {
    assertThat(steward.run("route", "eval", "--train", "a")).isEqualTo(Cli.USAGE);
    assertThat(steward.err()).contains("--test");
  }

  @Test
  void refusesAnAccuracyThatIsNone() {
    assertThat(steward.run("route", "eval", "--train", "a", "--test", "b", "--accuracy", "1.5"))
        .isEqualTo(Cli.FAILED);
    assertThat(steward.err()).contains("--accuracy is a share below 1");
  }
}
