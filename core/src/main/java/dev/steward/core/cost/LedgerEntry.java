package dev.steward.core.cost;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// One paid call.
///
/// @param key unique in its tenant, made of the step's: the same call booked twice is booked once
/// @param session empty if it was made in none
/// @param turn the turn it was made for; empty if it was made for none
/// @param kind the fine-grained task kind
/// @param group see [Group#id]
/// @param terms how it was served, as far as the provider said
/// @param rawUsage the provider's own usage report, verbatim; empty if it gave none
/// @param tags words that whoever gave the task wants it booked under; absent in the ledgers of
///   versions that did not know them
public record LedgerEntry(
    String key,
    String tenant,
    String user,
    String session,
    String turn,
    String agent,
    String model,
    String kind,
    String group,
    Usage usage,
    Terms terms,
    Bill bill,
    String rawUsage,
    Instant startedAt,
    Instant completedAt,
    List<String> tags) {
  public LedgerEntry {
    tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
  }

  /// A call without tags.
  public LedgerEntry(
      String key,
      String tenant,
      String user,
      String session,
      String turn,
      String agent,
      String model,
      String kind,
      String group,
      Usage usage,
      Terms terms,
      Bill bill,
      String rawUsage,
      Instant startedAt,
      Instant completedAt) {
    this(
        key,
        tenant,
        user,
        session,
        turn,
        agent,
        model,
        kind,
        group,
        usage,
        terms,
        bill,
        rawUsage,
        startedAt,
        completedAt,
        List.of());
  }

  /// A call outside of sessions and groups, without tags.
  public LedgerEntry(
      String key,
      String tenant,
      String user,
      String turn,
      String agent,
      String model,
      String kind,
      Usage usage,
      Terms terms,
      Bill bill,
      String rawUsage,
      Instant startedAt,
      Instant completedAt) {
    this(
        key,
        tenant,
        user,
        "",
        turn,
        agent,
        model,
        kind,
        "",
        usage,
        terms,
        bill,
        rawUsage,
        startedAt,
        completedAt);
  }

  public Money cost() {
    return bill.total();
  }

  /// What it takes to bill the call again.
  public PaidCall call() {
    return new PaidCall(model, usage, terms, startedAt, completedAt);
  }

  public LedgerEntry withKey(String key) {
    return with(key, session, group, usage, terms, bill, rawUsage, completedAt, tags);
  }

  public LedgerEntry withSession(String session) {
    return with(key, session, group, usage, terms, bill, rawUsage, completedAt, tags);
  }

  public LedgerEntry withGroup(String group) {
    return with(key, session, group, usage, terms, bill, rawUsage, completedAt, tags);
  }

  public LedgerEntry withBill(Bill bill) {
    return with(key, session, group, usage, terms, bill, rawUsage, completedAt, tags);
  }

  public LedgerEntry withTags(List<String> tags) {
    return with(key, session, group, usage, terms, bill, rawUsage, completedAt, tags);
  }

  /// The same call with what it came to.
  public LedgerEntry settled(
      Usage usage, Terms terms, Bill bill, String rawUsage, Instant completedAt) {
    return with(key, session, group, usage, terms, bill, rawUsage, completedAt, tags);
  }

  private LedgerEntry with(
      String key,
      String session,
      String group,
      Usage usage,
      Terms terms,
      Bill bill,
      String rawUsage,
      Instant completedAt,
      List<String> tags) {
    return new LedgerEntry(
        key,
        tenant,
        user,
        session,
        turn,
        agent,
        model,
        kind,
        group,
        usage,
        terms,
        bill,
        rawUsage,
        startedAt,
        completedAt,
        tags);
  }
}
