package dev.steward.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Desk;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Source;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.turn.Turn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The shapes of tasks, agents and costs on the wire; those of memory are [MemoryJson]'s. Each is
/// made from its record in core and gives it back; the tenant, which comes from the credential, is
/// not on the wire.
final class Wire {
  static final String CURRENCY = "USD";

  private Wire() {}

  /// A list of whatever was asked for.
  record Page<T>(List<T> data) {}

  record Submitted(String id, String status) {}

  record Tokens(
      long inputTokens,
      long cacheReadTokens,
      @JsonProperty("cache_write_5m_tokens") long cacheWrite5m,
      @JsonProperty("cache_write_1h_tokens") long cacheWrite1h,
      long outputTokens,
      long reasoningTokens,
      long totalTokens,
      Map<String, Long> toolCalls) {
    static Tokens of(Usage usage) {
      return new Tokens(
          usage.input(),
          usage.cacheRead(),
          usage.cacheWrite5m(),
          usage.cacheWrite1h(),
          usage.output(),
          usage.reasoning(),
          usage.total(),
          usage.toolCalls());
    }

    Usage usage() {
      return new Usage(
          inputTokens,
          cacheReadTokens,
          cacheWrite5m,
          cacheWrite1h,
          outputTokens,
          reasoningTokens,
          toolCalls);
    }
  }

  record Task(
      String id,
      String status,
      String input,
      String result,
      String errorCode,
      String taskType,
      String kind,
      String agent,
      String model,
      BigDecimal cost,
      String currency,
      Tokens usage,
      List<ObjectNode> contextUsed,
      List<Cited> sources,
      String sessionId,
      String userId,
      String createdAt,
      String updatedAt) {
    static Task of(Turn turn) {
      return new Task(
          turn.id(),
          word(turn.status()),
          turn.input(),
          turn.result(),
          turn.errorCode(),
          turn.taskType(),
          turn.kind(),
          turn.agent(),
          turn.model(),
          turn.cost().dollars(),
          CURRENCY,
          Tokens.of(turn.usage()),
          turn.contextUsed().stream().map(MemoryJson::of).map(Json::object).toList(),
          turn.sources().stream().map(Cited::of).toList(),
          turn.session(),
          turn.user(),
          turn.startedAt().toString(),
          turn.updatedAt().toString());
    }

    Turn turn(String tenant) {
      return new Turn(
          id,
          tenant,
          userId,
          sessionId,
          constant(Turn.Status.class, status),
          input,
          result,
          errorCode,
          taskType,
          kind,
          agent,
          model,
          usage.usage(),
          new Money(cost),
          contextUsed.stream()
              .map(Fields::trusted)
              .map(new MemoryReader(tenant)::recollection)
              .toList(),
          sources.stream().map(Cited::source).toList(),
          Instant.parse(createdAt),
          Instant.parse(updatedAt));
    }
  }

  record Cited(String type, String id, String text, String message, String quote, String at) {
    static Cited of(Source source) {
      return new Cited(
          source.type(),
          source.id(),
          source.text(),
          source.message(),
          source.quote(),
          source.at().toString());
    }

    Source source() {
      return new Source(type, id, text, message, quote, Instant.parse(at));
    }
  }

  record Member(
      String name,
      String role,
      String instructions,
      List<String> models,
      List<String> tools,
      List<String> kinds,
      Limits limits,
      List<String> delegates,
      String model,
      List<String> missing) {
    record Limits(int steps, int maxTokens, BigDecimal maxCost) {}

    static Member of(Desk.AgentView view) {
      var agent = view.agent();
      return new Member(
          agent.name(),
          agent.role(),
          agent.instructions(),
          agent.models(),
          agent.tools(),
          agent.kinds(),
          new Limits(
              agent.limits().steps(),
              agent.limits().maxTokens(),
              agent.limits().maxCost().dollars()),
          agent.ways().delegates(),
          view.model(),
          view.missing());
    }

    Desk.AgentView view() {
      var limit = new Agent.Limits(limits.steps, limits.maxTokens, new Money(limits.maxCost));
      return new Desk.AgentView(
          new Agent(
              name,
              role,
              instructions,
              models,
              tools,
              kinds,
              limit,
              new Agent.Ways(delegates, List.of())),
          model,
          missing);
    }
  }

  /// Paid calls and what they cost together.
  record Costs(BigDecimal total, String currency, List<Entry> data) {
    static Costs of(List<LedgerEntry> entries) {
      var total = entries.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus);
      return new Costs(total.dollars(), CURRENCY, entries.stream().map(Entry::of).toList());
    }
  }

  record Entry(
      String key,
      String userId,
      String sessionId,
      String taskId,
      String agent,
      String model,
      String kind,
      String group,
      Tokens usage,
      WireBill.Served terms,
      BigDecimal cost,
      String currency,
      WireBill bill,
      String rawUsage,
      String startedAt,
      String completedAt,
      List<String> tags) {
    static Entry of(LedgerEntry entry) {
      return new Entry(
          entry.key(),
          entry.user(),
          entry.session(),
          entry.turn(),
          entry.agent(),
          entry.model(),
          entry.kind(),
          entry.group(),
          Tokens.of(entry.usage()),
          WireBill.Served.of(entry.terms()),
          entry.cost().dollars(),
          CURRENCY,
          WireBill.of(entry.bill()),
          entry.rawUsage(),
          entry.startedAt().toString(),
          entry.completedAt().toString(),
          entry.tags());
    }

    LedgerEntry entry(String tenant) {
      return new LedgerEntry(
          key,
          tenant,
          userId,
          sessionId,
          taskId,
          agent,
          model,
          kind,
          group,
          usage.usage(),
          terms.terms(),
          bill.bill(),
          rawUsage,
          Instant.parse(startedAt),
          Instant.parse(completedAt),
          tags);
    }
  }

  /// A constant as it is written: in lower case.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
