package dev.steward.core.cost;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All budgets there are.
///
/// @param zone whose days, weeks and months count
public record Budgets(List<Budget> budgets, ZoneId zone) {
  /// How many accounts of one budget are shown.
  private static final int SHOWN = 20;

  public Budgets {
    budgets = List.copyOf(budgets);
  }

  /// No budget at all.
  public static Budgets none(ZoneId zone) {
    return new Budgets(List.of(), zone);
  }

  /// The limits that a call is under.
  public List<Limit> limits(LedgerEntry call) {
    return budgets.stream().flatMap(budget -> budget.limit(call, zone).stream()).toList();
  }

  /// The limits that a call of a group is under.
  public List<Limit> limits(LedgerEntry call, Group group) {
    var cap =
        group.id().isEmpty() || group.atMost().equals(Money.ZERO)
            ? Stream.<Limit>empty()
            : Stream.of(
                new Limit(
                    "group " + group.id(),
                    Account.of(call.tenant(), Account.Whose.GROUP, group.id()),
                    group.atMost(),
                    group.atMost()));
    return Stream.concat(limits(call).stream(), cap).toList();
  }

  /// The models that a call is to make do with, since budgets run low that say so.
  public List<String> fallbacks(LedgerEntry call, Ledger ledger) {
    return budgets.stream()
        .filter(budget -> !budget.fallback().isEmpty())
        .flatMap(budget -> lowFallback(budget, call, ledger).stream())
        .distinct()
        .toList();
  }

  private Optional<String> lowFallback(Budget budget, LedgerEntry call, Ledger ledger) {
    return budget
        .limit(call, zone)
        .filter(limit -> limit.isLow(ledger.balance(limit.account()).spent()))
        .map(_ -> budget.fallback());
  }

  /// How the budgets of a tenant stand, in their order. Of one that each of many has, the accounts
  /// that have spent most.
  public List<Standing> standings(String tenant, Instant now, Ledger ledger) {
    var standings = new ArrayList<Standing>();
    for (var budget : budgets) {
      var balances =
          budget.isForEach()
              ? ledger.balances(tenant, budget.whose(), budget.begin(now, zone), SHOWN)
              : List.of(ledger.balance(budget.limit(tenant, budget.who(), now, zone).account()));
      for (var balance : balances) {
        // Another budget may have accounts of the same kind and beginning that end elsewhere.
        var limit = budget.limit(tenant, balance.account().who(), now, zone);
        if (limit.account().equals(balance.account())) {
          standings.add(new Standing(limit, balance, budget.fallback()));
        }
      }
    }
    return standings;
  }
}
