package dev.postgreswire.matrix;

import dev.postgreswire.testing.TestRole;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session of the matrix: what a client does with a real server.
 *
 * @param name its name in the test report
 * @param script what it does
 * @param parameters pgjdbc's for it
 */
record Session(String name, Script script, List<String> parameters) {
  /** What a session does. */
  @FunctionalInterface
  interface Script {
    void run(Route route) throws Exception;
  }

  private static Session of(String name, Script script, String... parameters) {
    return new Session(name, script, List.of(parameters));
  }

  static Stream<Session> all() {
    return Stream.of(
        of("simple query", QuerySessions::simple, "preferQueryMode=simple"),
        of("extended query", QuerySessions::extended),
        of("server-prepared", QuerySessions::serverPrepared),
        of("binary values", QuerySessions::binaryValues, "prepareThreshold=1"),
        of("transactions", QuerySessions::transactions, "autosave=always"),
        of("batch", QuerySessions::batch),
        of("rewritten batch", QuerySessions::batch, "reWriteBatchedInserts=true"),
        of("cursor", QuerySessions::cursor),
        of("errors", DiagnosticSessions::errors),
        of("notices", DiagnosticSessions::notices),
        of("terminated by the administrator", DiagnosticSessions::terminated),
        of("unknown database", DiagnosticSessions::unknownDatabase),
        of("COPY in and out", CopySessions::inAndOut),
        of("binary COPY", CopySessions::binary),
        of("failing COPY", CopySessions::failures),
        of("large object", CopySessions::largeObject),
        of("LISTEN and NOTIFY", AsynchronousSessions::listenNotify),
        of("cancel", AsynchronousSessions::cancel),
        of("pipeline", PipelineSessions::pipeline),
        of("physical replication", ReplicationSessions::physical),
        of("logical replication", ReplicationSessions::logical),
        of("streamed replication", ReplicationSessions::streamedAndTwoPhase));
  }

  /** Returns the roles of the matrix, one for each authentication method. */
  static Stream<TestRole> roles() {
    return Stream.of(TestRole.TRUST, TestRole.PASSWORD, TestRole.MD5, TestRole.SCRAM);
  }

  void run(Route route) throws Exception {
    script.run(route.with(parameters.toArray(String[]::new)));
  }
}
