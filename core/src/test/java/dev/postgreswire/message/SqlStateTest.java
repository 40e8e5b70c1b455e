package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStateTest {
  @ParameterizedTest
  @CsvSource({
    "00000, successful_completion, Successful Completion",
    "23505, unique_violation, Integrity Constraint Violation",
    "08P01, protocol_violation, Connection Exception",
    "57P01, admin_shutdown, Operator Intervention",
    "40001, serialization_failure, Transaction Rollback",
    "25P04, transaction_timeout, Invalid Transaction State",
    "P0001, raise_exception, PL/pgSQL Error",
    "XX000, internal_error, Internal Error",
    "HV000, fdw_error, Foreign Data Wrapper Error"
  })
  void namesConditionAndClass(String code, String name, String className) {
    SqlState state = new SqlState(code);

    assertThat(state.name()).contains(name);
    assertThat(state.className()).contains(className);
  }

  @Test
  void keepsUnknownCodes() {
    assertThat(new SqlState("23ZZZ").name()).isEmpty();
    assertThat(new SqlState("23ZZZ").className()).contains("Integrity Constraint Violation");
    assertThat(new SqlState("QQ001").className()).isEmpty();
    assertThat(new SqlState("").className()).isEmpty();
    assertThat(new SqlState("23").name()).isEmpty();
    assertThat(new SqlState("23505")).hasToString("23505");
  }
}
