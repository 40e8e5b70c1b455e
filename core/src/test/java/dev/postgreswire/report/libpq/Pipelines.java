package dev.postgreswire.report.libpq;

import dev.postgreswire.report.libpq.PqSession.Parameters;

/** Sessions in pipeline mode: several commands before the first answer is looked at. */
final class Pipelines {
  private Pipelines() {}

  static void pipeline(PqSession session) {
    LibPq pq = session.pq();
    session.check(pq.PQenterPipelineMode(session.handle()));
    session.check(pq.PQsendPrepare(session.handle(), "twice", "select $1::int4 * 2", 0, null));
    for (String number : new String[] {"1", "2", "3"}) {
      prepared(session, number);
    }
    session.check(pq.PQsendFlushRequest(session.handle()));
    query(session, "select 'the last'");
    session.check(pq.PQpipelineSync(session.handle()));
    session.resultsToSync();
    query(session, "select 'in another section'");
    session.check(pq.PQpipelineSync(session.handle()));
    session.check(pq.PQpipelineSync(session.handle()));
    session.resultsToSync();
    session.resultsToSync();
    session.check(pq.PQexitPipelineMode(session.handle()));
    session.exec("select 'as before'");
  }

  static void failing(PqSession session) {
    LibPq pq = session.pq();
    session.check(pq.PQenterPipelineMode(session.handle()));
    query(session, "create temporary table p (i int primary key)");
    query(session, "insert into p values (1)");
    query(session, "insert into p values (1)");
    query(session, "insert into p values (2)");
    session.check(pq.PQsendPrepare(session.handle(), "skipped", "select 1", 0, null));
    session.check(pq.PQpipelineSync(session.handle()));
    query(session, "select 'after the error'");
    session.check(pq.PQpipelineSync(session.handle()));
    session.resultsToSync();
    session.resultsToSync();
    session.check(pq.PQexitPipelineMode(session.handle()));
  }

  private static void query(PqSession session, String sql) {
    session.check(
        session.pq().PQsendQueryParams(session.handle(), sql, 0, null, null, null, null, 0));
  }

  private static void prepared(PqSession session, String number) {
    Parameters values = Parameters.text(number);
    session.check(
        session
            .pq()
            .PQsendQueryPrepared(
                session.handle(),
                "twice",
                values.count,
                values.values,
                values.lengths,
                values.formats,
                1));
  }
}
