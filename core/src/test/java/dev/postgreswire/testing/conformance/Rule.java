package dev.postgreswire.testing.conformance;

/** What holds for every session. */
public enum Rule {
  /** Sent before the startup packet. */
  STARTUP_FIRST("before the startup packet a client sends requests for encryption and no more"),
  /** Sent before the answer to a request for encryption. */
  SILENT_UNTIL_ENCRYPTED("a client that asked for encryption is silent until it is answered"),
  /** Asked again. */
  ENCRYPTION_ASKED_ONCE("each kind of encryption is asked for once, and none after one is there"),
  /** An answer to a request for encryption. */
  ENCRYPTION_ANSWERED("a request for encryption is answered by one byte that fits, or an error"),
  /** After a CancelRequest. */
  CANCEL_IS_ALL("a CancelRequest is all that is said on its connection"),
  /** NegotiateProtocolVersion. */
  VERSION_FIRST("the version is negotiated once, before anything about authentication"),
  /** What the server says while the client authenticates. */
  AUTHENTICATION_STEPS("each step of an authentication follows from the one before"),
  /** What the client says while it authenticates. */
  AUTHENTICATION_ANSWERED("a client answers what it is asked to authenticate with, and no more"),
  /** What the server says until it is ready for the first time. */
  STARTUP_REPORT("after authentication come parameters, one key, notices, and ReadyForQuery"),
  /** The client speaks before the server is ready for the first time. */
  SILENT_UNTIL_READY("a client is silent from its authentication to the first ReadyForQuery"),
  /** Notices, parameters and notifications. */
  NOTHING_ASYNCHRONOUS_BEFORE("nothing comes unasked before the client is authenticated"),
  /** An error that does not end a session which has not begun. */
  STARTUP_ERROR_IS_FATAL("an error before the first ReadyForQuery ends the session"),
  /** What a client may say in a session. */
  CLIENT_SPEAKS("within a session a client sends what belongs there"),
  /** An answer that nobody asked for. */
  ANSWER_HAS_QUESTION("there is no answer without a question"),
  /** ReadyForQuery. */
  ONE_READY("there is one ReadyForQuery for each Sync, Query and FunctionCall"),
  /** Answers to Parse, Bind, Describe, Execute and Close. */
  ANSWER_FITS("a message of the extended protocol is answered by what belongs to it, in order"),
  /** Answers to Query. */
  QUERY_ANSWERED("a Query is answered statement by statement: rows after their description"),
  /** Answers to FunctionCall. */
  FUNCTION_ANSWERED("a FunctionCall is answered by one result or one error"),
  /** Said in spite of an error. */
  SKIPPED_UNTIL_SYNC("after an error nothing is answered up to the next Sync"),
  /** Another error. */
  ONE_ERROR("a question fails once"),
  /** COPY from the client. */
  COPY_IN("during COPY from the client it sends data, and ends it, and the server waits"),
  /** COPY to the client. */
  COPY_OUT("COPY to the client is data up to one CopyDone"),
  /** COPY in both directions. */
  COPY_BOTH("replication streams until both sides are done, and only in a replication session"),
  /** After a fatal error. */
  FATAL_IS_LAST("a fatal error is the last thing a server says"),
  /** After Terminate. */
  TERMINATE_IS_LAST("Terminate is the last thing a client says");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  /** Returns it as a sentence, without a full stop. */
  public String sentence() {
    return sentence;
  }
}
