package dev.postgreswire.matrix;

import dev.postgreswire.testing.TestRole;

/** A session of the matrix: what the application does, on a real server, by pgjdbc. */
enum Session {
  SIMPLE_QUERY(QuerySessions::simple, "preferQueryMode=simple"),
  EXTENDED_QUERY(QuerySessions::extended),
  SERVER_PREPARED(QuerySessions::serverPrepared),
  BINARY_VALUES(QuerySessions::binaryValues, "prepareThreshold=1"),
  TRANSACTIONS(QuerySessions::transactions, "autosave=always"),
  BATCH(QuerySessions::batch),
  REWRITTEN_BATCH(QuerySessions::batch, "reWriteBatchedInserts=true"),
  CURSOR(QuerySessions::cursor),
  ERRORS(DiagnosticSessions::errors),
  NOTICES(DiagnosticSessions::notices),
  TERMINATED_BY_ADMINISTRATOR(DiagnosticSessions::terminated),
  UNKNOWN_DATABASE(DiagnosticSessions::unknownDatabase),
  COPY_IN_AND_OUT(CopySessions::inAndOut),
  COPY_BINARY(CopySessions::binary),
  COPY_FAILURES(CopySessions::failures),
  LARGE_OBJECT(CopySessions::largeObject),
  LISTEN_NOTIFY(AsynchronousSessions::listenNotify),
  CANCEL(AsynchronousSessions::cancel),
  PIPELINE(PipelineSessions::pipeline),
  PHYSICAL_REPLICATION(ReplicationSessions::physical),
  LOGICAL_REPLICATION(ReplicationSessions::logical),
  STREAMED_REPLICATION(ReplicationSessions::streamedAndTwoPhase);

  /** What a session does. */
  @FunctionalInterface
  interface Script {
    void run(Route route) throws Exception;
  }

  private final Script script;
  private final String[] parameters;

  Session(Script script, String... parameters) {
    this.script = script;
    this.parameters = parameters;
  }

  void run(Route route) throws Exception {
    script.run(route.with(parameters));
  }

  /** Returns the roles of the matrix, one for each authentication method. */
  static TestRole[] roles() {
    return new TestRole[] {TestRole.TRUST, TestRole.PASSWORD, TestRole.MD5, TestRole.SCRAM};
  }
}
