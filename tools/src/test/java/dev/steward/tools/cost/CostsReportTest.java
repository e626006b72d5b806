package dev.steward.tools.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.testkit.InMemoryLedger;
import dev.steward.tools.Uses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostsReportTest {
  private final Ledger ledger = new InMemoryLedger();
  private final Uses uses = new Uses(List.of(new CostsReport(ledger)));

  @Test
  void costsAreAddedUpByAgentForTheUserAlone() {
    booked("1", "ana", "outreach_qa", "0.0021", "2026-11-20T10:00:00Z");
    booked("2", "ana", "outreach_qa", "0.0021", "2026-11-21T10:00:00Z");
    booked("3", "ana", "steward", "0.1", "2026-11-23T22:59:59Z");
    booked("4", "bob", "steward", "5", "2026-11-20T10:00:00Z");
    booked("5", "ana", "steward", "7", "2026-10-31T10:00:00Z");

    var result = uses.use("costs_report", Map.of("from", "2026-11-01", "to", "2026-11-23"));

    assertThat(result.data())
        .containsEntry("total", "$0.1042")
        .containsEntry("calls", 3L)
        .containsEntry("by_agent", Map.of("outreach_qa", "$0.0042", "steward", "$0.10"));
    assertThat(uses.use("costs_report", Map.of()).data()).isEqualTo(result.data());
  }

  @Test
  void daysAreTheUsersDays() {
    booked("1", "ana", "steward", "1", "2026-11-22T23:00:00Z");

    assertThat(uses.use("costs_report", Map.of("from", "2026-11-23", "to", "2026-11-23")).data())
        .containsEntry("calls", 1L);
    assertThat(uses.use("costs_report", Map.of("from", "2026-11-22", "to", "2026-11-22")).data())
        .containsEntry("calls", 0L)
        .containsEntry("total", "$0.00");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(uses.use("costs_report", Map.of("from", "last week")).text()).contains("'from'");
    assertThat(uses.use("costs_report", Map.of("from", "2026-11-23", "to", "2026-11-01")).text())
        .contains("'to'");
  }

  private void booked(String key, String user, String agent, String dollars, String at) {
    ledger.book(
        new LedgerEntry(
            key,
            "acme",
            user,
            "t1",
            agent,
            "m",
            "k",
            Usage.NONE,
            Terms.STANDARD,
            new Bill(Money.of(dollars), List.of(), List.of(), List.of()),
            "",
            Instant.parse(at),
            Instant.parse(at)));
  }
}
