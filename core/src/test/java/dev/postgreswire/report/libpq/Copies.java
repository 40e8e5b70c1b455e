package dev.postgreswire.report.libpq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions with COPY. */
final class Copies {
  private Copies() {}

  static void in(PqSession session) {
    session.exec("create temporary table t (i int, s text)");
    session.exec("copy t from stdin");
    session.copyData("1\tone\n2\tt");
    session.copyData("wo ä\n3\t\\N\n");
    session.copyData("4\t" + "x".repeat(50_000) + "\n");
    end(session, null);
    session.exec("copy t from stdin (format csv)");
    end(session, null);
  }

  static void failedByClient(PqSession session) {
    session.exec("create temporary table t (i int)", "copy t from stdin");
    session.copyData("1\n");
    end(session, "changed my mind: ä");
  }

  static void failedByServer(PqSession session) {
    session.exec("create temporary table t (i int)", "copy t from stdin");
    session.copyData("1\nnot a number\n");
    end(session, null);
  }

  static void out(PqSession session) {
    session.exec("copy (select i, 'ä' || i from generate_series(1, 20) i) to stdout");
    takeAll(session);
    session.exec(
        "copy (select 10 / (3 - i) from generate_series(1, 5) i) to stdout (format csv, header)");
    takeAll(session);
  }

  static void binary(PqSession session) {
    session.exec("create temporary table t (i int, s text)");
    session.exec("copy (values (1, 'one'), (2, null)) to stdout (format binary)");
    List<byte[]> chunks = takeAll(session);
    session.exec("copy t from stdin (format binary)");
    chunks.forEach(session::copyData);
    end(session, null);
  }

  private static void end(PqSession session, String error) {
    session.check(session.pq().PQputCopyEnd(session.handle(), error));
    session.results();
  }

  private static List<byte[]> takeAll(PqSession session) {
    List<byte[]> chunks = new ArrayList<>();
    Optional<byte[]> chunk = session.takeCopyData();
    while (chunk.isPresent()) {
      chunks.add(chunk.get());
      chunk = session.takeCopyData();
    }
    session.results();
    return chunks;
  }
}
