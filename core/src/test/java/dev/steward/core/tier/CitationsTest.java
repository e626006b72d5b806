package dev.steward.core.tier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CitationsTest {
  private static final String ID = "019abc12-3456-7890-abcd-ef0123456789";

  @Test
  void idsAreFoundWhereverTheyStand() {
    assertThat(Citations.in("By [" + ID + "] and (org_rule_3); see " + ID + "-outcome."))
        .containsExactly(ID, "org_rule_3", ID + "-outcome");
    assertThat(Citations.in("[" + ID.toUpperCase(java.util.Locale.ROOT) + "] " + ID))
        .containsExactly(ID);
  }

  @Test
  void otherWordsAreNone() {
    assertThat(Citations.in("")).isEmpty();
    assertThat(Citations.in("my_org_rule_3 org_rule_x 019abc12-3456 " + ID + "0 x" + ID)).isEmpty();
  }
}
