package dev.steward.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Lanes.Lane ANA = new Lanes.Lane("acme", "ana", "");

  private final Lanes lanes = new Lanes();
  private final List<String> begun = new ArrayList<>();

  @Test
  void oneIsAtWorkAndTheNextBeginsWhenItLeaves() {
    lanes.enter(ANA, () -> begun.add("first"));
    lanes.enter(ANA, () -> begun.add("second"));
    lanes.enter(ANA, () -> begun.add("third"));
    assertThat(begun).containsExactly("first");

    lanes.leave(ANA);
    assertThat(begun).containsExactly("first", "second");
    lanes.leave(ANA);
    assertThat(begun).containsExactly("first", "second", "third");
  }

  @Test
  void aLaneThatAllHaveLeftIsFreeAndForgotten() {
    lanes.enter(ANA, () -> begun.add("first"));
    lanes.leave(ANA);
    assertThat(lanes.inUse()).isZero();

    lanes.enter(ANA, () -> begun.add("second"));
    assertThat(begun).containsExactly("first", "second");
    assertThat(lanes.inUse()).isEqualTo(1);
  }

  @Test
  void lanesDoNotWaitForEachOther() {
    for (var lane :
        List.of(
            ANA,
            new Lanes.Lane("acme", "bob", ""),
            new Lanes.Lane("zeta", "ana", ""),
            new Lanes.Lane("acme", "", "r1"),
            new Lanes.Lane("acme", "", "r2"),
            new Lanes.Lane("acme", "r1", ""))) {
      lanes.enter(lane, () -> begun.add(lane.toString()));
    }

    assertThat(begun).hasSize(6);
  }

  @Test
  void leavingALaneThatNobodyIsInIsHarmless() {
    lanes.leave(ANA);
    lanes.enter(ANA, () -> begun.add("first"));

    assertThat(begun).containsExactly("first");
  }
}
