package dev.steward.testkit;

import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A ledger that lasts as long as its process.
public final class InMemoryLedger implements Ledger {
  private record Key(String tenant, String key) {}

  private final Map<Key, LedgerEntry> booked = new LinkedHashMap<>();

  @Override
  public synchronized boolean book(LedgerEntry entry) {
    return booked.putIfAbsent(new Key(entry.tenant(), entry.key()), entry) == null;
  }

  @Override
  public synchronized List<LedgerEntry> entries(
      String tenant, String user, Instant from, Instant to) {
    return booked.values().stream()
        .filter(entry -> entry.tenant().equals(tenant))
        .filter(entry -> user.isEmpty() || entry.user().equals(user))
        .filter(entry -> !entry.completedAt().isBefore(from) && entry.completedAt().isBefore(to))
        .sorted(Comparator.comparing(LedgerEntry::completedAt))
        .toList();
  }

  @Override
  public synchronized List<LedgerEntry> find(String tenant, String id) {
    var byKey = booked.get(new Key(tenant, id));
    if (byKey != null) {
      return List.of(byKey);
    }
    return booked.values().stream()
        .filter(entry -> entry.tenant().equals(tenant))
        .filter(entry -> !id.isEmpty() && entry.turn().equals(id))
        .sorted(Comparator.comparing(LedgerEntry::completedAt))
        .toList();
  }
}
