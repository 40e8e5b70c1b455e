package dev.postgreswire.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Oid;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of types is the server's own. */
class PgTypeTest {
  /** Types that have a value at all, apart from the arrays. */
  private static final String QUERY =
      """
      select oid::int8, typname, typarray::int8, typlen from pg_type
      where oid < 10000 and typtype in ('b', 'r', 'm', 'p')
        and not (typcategory = 'A' and typname like '\\_%')
        and (typtype <> 'p' or typname in ('unknown', 'record', 'cstring', 'void', 'anyarray'))
      """;

  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void isThatOfTheServer(TestServer server) throws SQLException {
    List<String> rows = new ArrayList<>();
    List<String> known = new ArrayList<>();
    Set<PgType> seen = EnumSet.noneOf(PgType.class);
    try (Connection connection = server.connect(TestRole.ADMIN);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        PgType type = PgType.of(new Oid((int) row.getLong(1))).orElseThrow();
        boolean isAclItem = type == PgType.ACLITEM; // 12 bytes until 15, 16 from 16 on
        int length = isAclItem ? type.length() : row.getInt(4);
        rows.add("%s %s %d %d".formatted(row.getLong(1), row.getString(2), row.getLong(3), length));
        known.add(
            "%s %s %s %d"
                .formatted(
                    type.oid(),
                    type.typeName(),
                    type.arrayOid().map(Oid::toString).orElse("0"),
                    type.length()));
        seen.add(type);
      }
    }
    assertThat(known).containsExactlyElementsOf(rows);
    assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
        .as("of version 19")
        .containsExactlyInAnyOrder(PgType.OID8, PgType.REGDATABASE);
  }
}
