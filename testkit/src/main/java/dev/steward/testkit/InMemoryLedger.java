package dev.steward.testkit;

import dev.steward.core.cost.Account;
import dev.steward.core.cost.Balance;
import dev.steward.core.cost.Booking;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Limit;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A ledger that lasts as long as its process.
public final class InMemoryLedger implements Ledger {
  private record Key(String tenant, String key) {
    static Key of(LedgerEntry entry) {
      return new Key(entry.tenant(), entry.key());
    }
  }

  private final Map<Key, LedgerEntry> booked = new LinkedHashMap<>();
  private final Map<Key, LedgerEntry> reserved = new LinkedHashMap<>();
  private final Map<Account, Balance> accounts = new LinkedHashMap<>();

  @Override
  public synchronized Verdict reserve(LedgerEntry worst, List<Limit> limits) {
    for (var limit : limits) {
      var balance = accounts.computeIfAbsent(limit.account(), this::summed);
      if (!limit.allows(balance, worst.cost())) {
        return new Verdict.Refused(limit, balance);
      }
    }
    var entry = worst.withKey(free(worst));
    reserved.put(Key.of(entry), entry);
    change(entry, balance -> balance.reserve(entry.cost()));
    return new Verdict.Granted(entry);
  }

  private String free(LedgerEntry entry) {
    var key = Key.of(entry);
    for (int number = 2; booked.containsKey(key) || reserved.containsKey(key); number++) {
      key = new Key(entry.tenant(), entry.key() + "." + number);
    }
    return key.key();
  }

  @Override
  public synchronized void release(String tenant, String key) {
    Optional.ofNullable(reserved.remove(new Key(tenant, key)))
        .ifPresent(entry -> change(entry, balance -> balance.free(entry.cost())));
  }

  @Override
  public synchronized List<LedgerEntry> reserved() {
    return List.copyOf(reserved.values());
  }

  @Override
  public synchronized Booking book(LedgerEntry entry) {
    release(entry.tenant(), entry.key());
    var isNew = booked.putIfAbsent(Key.of(entry), entry) == null;
    if (isNew) {
      change(entry, balance -> balance.spend(entry.cost()));
    }
    return new Booking(
        isNew,
        accounts.values().stream().filter(balance -> balance.account().holds(entry)).toList());
  }

  private void change(LedgerEntry entry, UnaryOperator<Balance> change) {
    accounts.replaceAll(
        (account, balance) -> account.holds(entry) ? change.apply(balance) : balance);
  }

  private Balance summed(Account account) {
    return new Balance(account, sum(account, booked.values()), sum(account, reserved.values()));
  }

  private static Money sum(Account account, Collection<LedgerEntry> entries) {
    return entries.stream()
        .filter(account::holds)
        .map(LedgerEntry::cost)
        .reduce(Money.ZERO, Money::plus);
  }

  @Override
  public synchronized Balance balance(Account account) {
    return Optional.ofNullable(accounts.get(account)).orElseGet(() -> summed(account));
  }

  @Override
  public synchronized List<Balance> balances(
      String tenant, Account.Whose whose, Instant from, int limit) {
    var kept = new ArrayList<Balance>();
    for (var balance : accounts.values()) {
      var account = balance.account();
      if (account.tenant().equals(tenant)
          && account.whose() == whose
          && account.from().equals(from)) {
        kept.add(balance);
      }
    }
    return kept.stream()
        .sorted(Comparator.comparing(Balance::spent).reversed())
        .limit(limit)
        .toList();
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
  public synchronized List<LedgerEntry> latest(String tenant, int limit) {
    return entries(tenant, "", Instant.EPOCH, Instant.MAX).reversed().stream()
        .limit(limit)
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
