package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long LIMIT = 1600;

  private final MemoryBudget budget = new MemoryBudget(LIMIT);

  @Test
  void wantsRoomPastItsLimit() {
    budget.take(LIMIT);
    assertThat(budget.wantsRoom()).isFalse();
    budget.take(1);
    assertThat(budget.wantsRoom()).isTrue();
    assertThat(budget.isExceeded()).isTrue();
  }

  /** Each try looks at all that is held, so there are few where they are in vain. */
  @Test
  void asksLessAndLessOftenWhereItIsInVain() {
    int asked = 0;
    for (int i = 0; i < 1000 * LIMIT; i++) {
      budget.take(1);
      if (budget.wantsRoom()) {
        asked++;
        budget.rest();
      }
    }

    assertThat(asked).isBetween(10, 30);
  }

  @Test
  void asksAgainAtItsLimitOnceThereWasRoom() {
    budget.take(10 * LIMIT);
    budget.rest();
    assertThat(budget.wantsRoom()).isFalse();
    budget.give(10 * LIMIT);
    budget.take(LIMIT + 1);

    assertThat(budget.wantsRoom()).isTrue();
  }
}
