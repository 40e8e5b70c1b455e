package dev.postgreswire.report.libpq;

import dev.postgreswire.report.libpq.PqSession.Parameters;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The sessions whose traces are compared. */
final class Scripts {
  private static final int INT4 = 23;
  private static final int BYTEA = 17;

  private Scripts() {}

  static Stream<Script> all() {
    return Stream.of(connecting(), querying(), copying(), others()).flatMap(List::stream);
  }

  private static List<Script> connecting() {
    return List.of(
        Script.of("trust", session -> {}).by(TestRole.TRUST),
        Script.of("cleartext password", session -> {}).by(TestRole.PASSWORD),
        Script.of("md5", session -> {}).by(TestRole.MD5),
        Script.of("scram-sha-256", session -> {}).by(TestRole.SCRAM),
        Script.of("wrong password", session -> {})
            .by(TestRole.SCRAM)
            .with("password=wrong")
            .refused(),
        Script.of("unknown database", session -> {}).with("dbname=nowhere").refused(),
        Script.of("protocol 3.2", session -> session.exec("select 1"))
            .with("max_protocol_version=3.2"),
        Script.of("negotiated protocol", session -> session.exec("select 1"))
            .with("max_protocol_version=3.2")
            .on(14),
        Script.of("startup parameters", session -> {})
            .with(
                "application_name='über app' options='-c work_mem=8MB'"
                    + " fallback_application_name=x"),
        Script.of(
                "latin 1",
                session -> session.exec("select 'ä' as ü", "select 'Grüße' from nowhere"))
            .in(StandardCharsets.ISO_8859_1));
  }

  private static List<Script> querying() {
    return List.of(
        Script.of("simple queries", Scripts::simple),
        Script.of("extended queries", Scripts::extended),
        Script.of("prepared statements", Scripts::prepared),
        Script.of("cursor", Scripts::cursor),
        Script.of("errors", Scripts::errors),
        Script.of("notices", Scripts::notices),
        Script.of("single row mode", Scripts::singleRow),
        Script.of("pipeline", Pipelines::pipeline).pipelined(),
        Script.of("pipeline with error", Pipelines::failing).pipelined(),
        Script.of(
            "terminated by the server",
            session -> {
              session.exec("select pg_terminate_backend(pg_backend_pid())");
            }));
  }

  private static List<Script> copying() {
    return List.of(
        Script.of("copy in", Copies::in),
        Script.of("copy in, failed by the client", Copies::failedByClient),
        Script.of("copy in, failed by the server", Copies::failedByServer).pipelined(),
        Script.of("copy out", Copies::out),
        Script.of("binary copy", Copies::binary),
        Script.of("physical replication", Replications::physical)
            .by(TestRole.REPLICATION)
            .with("replication=true")
            .pipelined(),
        Script.of("logical replication", Replications::logical)
            .by(TestRole.REPLICATION)
            .with("replication=database")
            .pipelined());
  }

  private static List<Script> others() {
    return List.of(
        Script.of("notifications", Scripts::notifications),
        Script.of("function call", Functions::call),
        Script.of("large object", Functions::largeObject));
  }

  private static void simple(PqSession session) {
    session.exec(
        "select 1",
        "select 1 as a, null as b, 'x' as \"c d\"; select 2; create temporary table s (i int)",
        "",
        ";",
        "-- nothing but a comment",
        "select 'two\nlines', 'ä€𝄞', e'\\x01\\t'",
        "select 1 where false",
        "select",
        "select repeat('x', 100000)",
        "select generate_series(1, 1000)",
        "insert into s select generate_series(1, 3) returning i",
        "set application_name to 'another'",
        "begin; select 1",
        "rollback");
  }

  private static void extended(PqSession session) {
    LibPq pq = session.pq();
    Parameters text = Parameters.text("7", null, "it's ä");
    session.status(
        pq.PQexecParams(
            session.handle(),
            "select $1::int4, $2::text, $3::text",
            text.count,
            text.types,
            text.values,
            text.lengths,
            text.formats,
            0));
    Parameters binary =
        Parameters.binary(
            new int[] {INT4, BYTEA, BYTEA}, new byte[] {0, 0, 1, 2}, new byte[] {0, -1, 'a'}, null);
    session.status(
        pq.PQexecParams(
            session.handle(),
            "select $1, $2, $3, 'x'::text",
            binary.count,
            binary.types,
            binary.values,
            binary.lengths,
            binary.formats,
            1));
    session.status(pq.PQexecParams(session.handle(), "begin", 0, null, null, null, null, 0));
    session.status(pq.PQexecParams(session.handle(), "", 0, null, null, null, null, 0));
    session.status(pq.PQexecParams(session.handle(), "select 1/0", 0, null, null, null, null, 0));
    session.status(pq.PQexecParams(session.handle(), "commit", 0, null, null, null, null, 0));
  }

  private static void prepared(PqSession session) {
    LibPq pq = session.pq();
    int[] types = {INT4};
    session.status(pq.PQprepare(session.handle(), "plus", "select $1 + 1, $2::date", 1, types));
    for (String number : List.of("1", "2", "wrong")) {
      Parameters values = Parameters.text(number, "2026-11-21");
      session.status(
          pq.PQexecPrepared(
              session.handle(),
              "plus",
              values.count,
              values.values,
              values.lengths,
              values.formats,
              0));
    }
    session.status(pq.PQdescribePrepared(session.handle(), "plus"));
    session.status(pq.PQdescribePrepared(session.handle(), "nowhere"));
    session.status(pq.PQclosePrepared(session.handle(), "plus"));
    session.status(pq.PQclosePrepared(session.handle(), "nowhere"));
    session.status(pq.PQprepare(session.handle(), "", "create temporary table q (i int)", 0, null));
    session.status(pq.PQdescribePrepared(session.handle(), ""));
  }

  private static void cursor(PqSession session) {
    session.exec(
        "begin", "declare c cursor for select generate_series(1, 5), 'x'", "fetch 2 from c");
    session.status(session.pq().PQdescribePortal(session.handle(), "c"));
    session.exec("fetch all from c", "move backward 3 from c");
    session.status(session.pq().PQclosePortal(session.handle(), "c"));
    session.exec("fetch 1 from c", "commit");
  }

  private static void errors(PqSession session) {
    session.exec(
        "selec 1",
        "select 1/0",
        "select nowhere",
        "create temporary table e (i int constraint positive check (i > 0), u int unique)",
        "insert into e values (0, 1)",
        "insert into e values (1, 1), (1, 1)",
        "do $$ begin raise exception using errcode = 'P0099', message = 'm', detail = 'd', hint ="
            + " 'h', schema = 's', table = 't', column = 'c', datatype = 'y', constraint = 'n'; end"
            + " $$",
        "do $$ begin execute 'selec 1'; end $$",
        "begin",
        "select 1/0",
        "select 1",
        "commit",
        "select 1; select 1/0; select 3");
  }

  private static void notices(PqSession session) {
    session.exec(
        "set client_min_messages to debug1",
        "do $$ begin raise debug 'd'; raise log 'l'; raise info 'i'; raise notice 'n';"
            + " raise warning 'w' using hint = 'ä'; end $$",
        "set client_min_messages to notice",
        "drop table if exists nowhere",
        "commit");
  }

  private static void singleRow(PqSession session) {
    session.check(session.pq().PQsendQuery(session.handle(), "select generate_series(1, 4)"));
    session.check(session.pq().PQsetSingleRowMode(session.handle()));
    session.results();
    session.check(
        session
            .pq()
            .PQsendQuery(session.handle(), "select 10 / (3 - i) from generate_series(1, 4) i"));
    session.check(session.pq().PQsetSingleRowMode(session.handle()));
    session.results();
  }

  private static void notifications(PqSession session) throws Exception {
    session.exec(
        "listen trace_channel", "notify trace_channel", "notify trace_channel, 'to myself ä'");
    TestServer.current().execute("notify trace_channel, 'from another'");
    session.awaitNotification();
    session.awaitNotification();
    session.awaitNotification();
    session.exec("unlisten *");
  }
}
