package dev.postgreswire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTargetTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:5432, localhost, 5432, '', ''",
    "db, db, 5432, '', ''",
    "jdbc:postgresql://db.example:6432/billing?sslmode=disable, db.example, 6432, billing,"
        + " sslmode=disable",
    "jdbc:postgresql://db/, db, 5432, '', ''",
    "r2dbc:postgresql://ann:secret@db:5433/billing, db, 5433, billing, ''",
    "postgres://ann:p%40ss@[::1]:5433/billing, ::1, 5433, billing, ''",
    "[::1], ::1, 5432, '', ''"
  })
  void readsWhatNamesAServer(String text, String host, int port, String database, String query) {
    assertThat(WireTarget.parse(text)).isEqualTo(new WireTarget(host, port, database, query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|names no server; write host:port",
        "jdbc:postgresql:///billing|names no server; write host:port",
        "jdbc:mysql://db/billing|is not a URL of PostgreSQL; write host:port",
        "db:port|\"port\" in \"db:port\" is not a port number; write host:port",
        "db:70000|port 70000 is not within 1 to 65535",
        "::1|holds an IPv6 address without brackets; write [::1]:5432",
        "jdbc:postgresql://a:1,b:2/db|names several servers; open one recorder for each of them"
      })
  void saysWhatToWriteInstead(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireTarget.parse(text))
        .withMessageContaining(message);
  }

  @Test
  void writesAnAddressThatCanBeRead() {
    assertThat(WireTarget.of("::1", 5432).address()).isEqualTo("[::1]:5432");
    assertThat(WireTarget.of("db", 1).address()).isEqualTo("db:1");
  }
}
