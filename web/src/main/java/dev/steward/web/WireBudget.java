package dev.steward.web;

import dev.steward.core.cost.Account;
import dev.steward.core.cost.Balance;
import dev.steward.core.cost.Limit;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Standing;
import java.math.BigDecimal;
import java.time.Instant;

/// How a budget stands, on the wire.
///
/// @param whose such as `user`
/// @param who empty for a tenant
/// @param since empty if the period has no beginning
/// @param resetsAt empty if the period has no end
/// @param fallback empty if no model takes the place of dearer ones
record WireBudget(
    String budget,
    String whose,
    String who,
    BigDecimal alert,
    BigDecimal stop,
    BigDecimal spent,
    BigDecimal reserved,
    BigDecimal left,
    String currency,
    String state,
    String since,
    String resetsAt,
    String fallback) {
  static WireBudget of(Standing standing) {
    var limit = standing.limit();
    var account = limit.account();
    return new WireBudget(
        limit.budget(),
        Wire.word(account.whose()),
        account.who(),
        limit.alert().dollars(),
        limit.stop().dollars(),
        standing.balance().spent().dollars(),
        standing.balance().reserved().dollars(),
        standing.left().dollars(),
        Wire.CURRENCY,
        Wire.word(standing.state()),
        account.from().equals(Instant.EPOCH) ? "" : account.from().toString(),
        account.to().equals(Instant.MAX) ? "" : account.to().toString(),
        standing.fallback());
  }

  Standing standing(String tenant) {
    var account =
        new Account(
            tenant,
            Wire.constant(Account.Whose.class, whose),
            who,
            since.isEmpty() ? Instant.EPOCH : Instant.parse(since),
            resetsAt.isEmpty() ? Instant.MAX : Instant.parse(resetsAt));
    return new Standing(
        new Limit(budget, account, new Money(alert), new Money(stop)),
        new Balance(account, new Money(spent), new Money(reserved)),
        fallback);
  }
}
