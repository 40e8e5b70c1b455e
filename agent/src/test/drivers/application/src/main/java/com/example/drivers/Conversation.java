package com.example.drivers;

import java.util.List;

/** What is said in each cell. */
final class Conversation {
  private static final String NUMBERS =
      "select id, name from (values (1, 'one'), (2, 'two'), (3, 'three')) v (id, name)"
          + " where id >= ? and name <> ? order by id";
  private static final String QUOTIENT = "select 1 / ?::int4";
  private static final String LARGE =
      "select repeat(md5(n::text), 32) from generate_series(1, ?::int4) n";
  private static final String LENGTH = "select length(?::text)";

  private static final int LARGE_ROWS = 300;
  private static final int LARGE_PARAMETER = 100_000;

  private Conversation() {}

  static void hold(Cell cell, Driver driver, Target target, Report report) {
    try (Session session = driver.open(cell, target)) {
      report.print(cell.name() + " remote", session::remoteAddress);
      // The cell's name finds this connection in a recording.
      report.print(cell.name() + " rows", () -> session.query(NUMBERS, 2, cell.name()));
      report.print(cell.name() + " again", () -> session.query(NUMBERS, 3, cell.name()));
      report.print(cell.name() + " error", () -> session.query(QUOTIENT, 0));
      report.print(cell.name() + " large rows", () -> sum(session.query(LARGE, LARGE_ROWS)));
      report.print(
          cell.name() + " large parameter",
          () -> session.query(LENGTH, "x".repeat(LARGE_PARAMETER)));
      report.print(cell.name() + " again", () -> session.query(NUMBERS, 1, cell.name()));
    } catch (Exception e) {
      report.print(
          cell.name(),
          () -> {
            throw e;
          });
    }
  }

  private static String sum(List<String> rows) {
    return rows.size() + " rows, " + rows.hashCode();
  }
}
