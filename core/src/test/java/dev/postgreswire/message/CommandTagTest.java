package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTagTest {
  @ParameterizedTest
  @CsvSource({
    "SELECT 5, SELECT, 5, ",
    "INSERT 0 3, INSERT, 3, 0",
    "INSERT 16400 1, INSERT, 1, 16400",
    "COPY 0, COPY, 0, ",
    "SELECT, SELECT, , ",
    "CREATE TABLE, CREATE TABLE, , ",
    "CREATE TABLE AS, CREATE TABLE AS, , ",
    "REFRESH MATERIALIZED VIEW, REFRESH MATERIALIZED VIEW, , ",
    "SELECT 18446744073709551615, SELECT, -1, ",
    "SELECT 99999999999999999999, SELECT, , ",
    "SELECT -1, SELECT -1, , ",
    "SELECT 5 , SELECT, 5, ",
    "'', '', , ",
    "odd thing 7, odd thing 7, , ",
  })
  void readsCommandAndRows(String text, String command, Long rows, Long oid) {
    CommandTag tag = new CommandTag(text);

    assertThat(tag.command()).isEqualTo(command);
    assertThat(tag.rows()).isEqualTo(optional(rows));
    assertThat(tag.oid()).isEqualTo(optional(oid));
    assertThat(tag).hasToString(text);
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
