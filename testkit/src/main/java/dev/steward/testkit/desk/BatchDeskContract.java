package dev.steward.testkit.desk;

import static dev.steward.testkit.desk.MemoryDeskContract.ANA;
import static dev.steward.testkit.desk.MemoryDeskContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.BatchDesk;
import dev.steward.core.BatchDesk.Order;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Item;
import dev.steward.core.cost.Money;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every desk promises about its batches, near or far. The tasks used here need no model.
public interface BatchDeskContract {
  Duration PATIENCE = Duration.ofSeconds(30);

  /// A desk for this principal; all of one test's desks have the same behind them.
  Desk desk(Principal principal);

  private BatchDesk batches() {
    return desk(OWNER).batches();
  }

  private static Order order(String id, String user, String template) {
    return new Order(
        id,
        user,
        "",
        template,
        List.of(Map.of("who", "John", "what", "tea"), Map.of("who", "Łucja 😀", "what", "mate")),
        Batch.Options.DEFAULTS
            .withMaxCost(Money.of("12.345678"))
            .withWithin(Duration.ofHours(36))
            .withTags(List.of("client-a", "größe")));
  }

  private static Order order(String id) {
    return order(id, "ana", "Remember that {who} likes {what}");
  }

  private BatchDesk.View done(Order order) {
    var begun = batches().start(OWNER, order);
    return batches().await(OWNER, begun.batch().id(), PATIENCE);
  }

  @Test
  default void aBatchIsDoneItemByItem() {
    var view = done(order(""));

    assertThat(view.batch().state()).isEqualTo(Batch.State.DONE);
    assertThat(view.batch().size()).isEqualTo(2);
    assertThat(view.batch().options()).isEqualTo(order("").options());
    assertThat(view.tally().done()).isEqualTo(2);
    assertThat(view.tally().waiting()).isZero();
    var items = batches().items(OWNER, view.batch().id(), Set.of(), 0, 10);
    assertThat(items).extracting(Item::row).containsExactly(1, 2);
    assertThat(items).extracting(Item::fields).isEqualTo(order("").rows());
    assertThat(items)
        .allSatisfy(item -> {
          assertThat(item.state()).isEqualTo(Item.State.DONE);
          assertThat(item.result()).isNotBlank();
        });
    assertThat(batches().find(OWNER, view.batch().id()).orElseThrow().batch())
        .isEqualTo(view.batch());
  }

  @Test
  default void itemsArePagedByRowAndState() {
    var id = done(order("")).batch().id();

    assertThat(batches().items(OWNER, id, Set.of(), 1, 10))
        .extracting(Item::row)
        .containsExactly(2);
    assertThat(batches().items(OWNER, id, EnumSet.of(Item.State.DONE), 0, 1))
        .extracting(Item::row)
        .containsExactly(1);
    assertThat(batches().items(OWNER, id, EnumSet.of(Item.State.FAILED), 0, 10)).isEmpty();
  }

  @Test
  default void handingInTheSameIdTwiceIsOneBatch() {
    done(order("one"));
    done(order("one"));

    assertThat(batches().list(OWNER, "ana", "", 10)).hasSize(1);
    refused(() -> batches().start(OWNER, order("one", "bob", "Remember that {who} likes {what}")));
  }

  @Test
  default void batchesArePagedNewestFirst() {
    done(order("first"));
    done(order("second"));

    assertThat(batches().list(OWNER, "", "", 10))
        .extracting(view -> view.batch().id())
        .containsExactly("second", "first");
    assertThat(batches().list(OWNER, "ana", "second", 1))
        .extracting(view -> view.batch().id())
        .containsExactly("first");
  }

  @Test
  default void anUnknownColumnIsRefusedBeforeAnythingIsBegun() {
    assertThatThrownBy(() -> batches().start(OWNER, order("", "ana", "Remember {whom}")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("row 1")
        .hasMessageContaining("did you mean 'who'?");

    assertThat(batches().list(OWNER, "", "", 10)).isEmpty();
  }

  @Test
  default void aBatchWithoutItemsIsRefused() {
    refused(() ->
        batches()
            .start(OWNER, new Order("", "ana", "", "Hello", List.of(), Batch.Options.DEFAULTS)));
  }

  @Test
  default void anEstimateBeginsNothing() {
    var estimate = batches().estimate(OWNER, order(""));

    assertThat(estimate.items()).isEqualTo(2);
    assertThat(estimate.most()).isGreaterThanOrEqualTo(estimate.expected());
    assertThat(estimate.basis()).isNotBlank();
    assertThat(batches().list(OWNER, "", "", 10)).isEmpty();
  }

  @Test
  default void whatIsDoneStaysDone() {
    var id = done(order("")).batch().id();

    refused(() -> batches().pause(OWNER, id));
    refused(() -> batches().resume(OWNER, id, Batch.Options.DEFAULTS));
    refused(() -> batches().cancel(OWNER, id));
    refused(() -> batches().retry(OWNER, id));
  }

  @Test
  default void whatIsNotThereIsAbsent() {
    assertThat(batches().find(OWNER, "none")).isEmpty();
    refused(() -> batches().items(OWNER, "none", Set.of(), 0, 1));
    refused(() -> batches().await(OWNER, "none", Duration.ZERO));
    refused(() -> batches().pause(OWNER, "none"));
    refused(() -> batches().retry(OWNER, "none"));
  }

  @Test
  default void batchesOfAUserThatOneMayNotSpeakForAreAbsent() {
    var ana = ANA;
    done(order("bobs", "bob", "Remember that {who} likes {what}"));
    var anas = desk(ana).batches();

    assertThat(anas.find(ana, "bobs")).isEmpty();
    assertThat(anas.list(ana, "", "", 10)).isEmpty();
    refused(() -> anas.items(ana, "bobs", Set.of(), 0, 1));
    refused(() -> anas.cancel(ana, "bobs"));
    refused(() -> anas.start(ana, order("", "bob", "Remember that {who} likes {what}")));
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER));
  }
}
