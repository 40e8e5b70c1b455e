package dev.postgreswire.assertj;

import dev.postgreswire.recording.AuthenticationMethod;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.TlsSession;

/** A connection in a line. */
final class ConnectionText {
  private ConnectionText() {}

  /** Returns such as {@code c7 was opened before this window (SCRAM-SHA-256, TLS off)}. */
  static String line(RecordedConnection connection) {
    String line =
        "c"
            + connection.id()
            + " was opened "
            + (connection.openedInWindow() ? "in" : "before")
            + " this window"
            + opener(connection)
            + " ("
            + authentication(connection)
            + ", "
            + encryption(connection)
            + ")";
    if (Visibility.isOpaque(connection)) {
      line += "; it is encrypted, so what it says cannot be seen";
    }
    if (connection.isPartial()) {
      line += "; its beginning was not seen";
    }
    return connection.notes().isEmpty()
        ? line
        : line + "; " + String.join("; ", connection.notes());
  }

  /** Returns such as {@code by Pool.java:12 in thread main}; empty when nobody knows. */
  private static String opener(RecordedConnection connection) {
    Caller caller = connection.caller();
    String by = caller.frame().isEmpty() ? " " : " by ";
    return caller.isUnknown() ? "" : by + caller.describe();
  }

  /** Returns who opened it, for a sentence. */
  static String opened(RecordedConnection connection) {
    return connection.caller().isUnknown()
        ? "was opened by nobody knows whom: the agent tells, where it runs in the client's JVM"
        : "was opened" + opener(connection);
  }

  static String authentication(RecordedConnection connection) {
    return Visibility.isOpaque(connection)
        ? "authentication not visible"
        : method(connection.authentication().method());
  }

  /** Returns a method as people write it. */
  static String method(AuthenticationMethod method) {
    return switch (method) {
      case NONE -> "not authenticated";
      case TRUST -> "no password asked";
      case CLEARTEXT_PASSWORD -> "cleartext password";
      case MD5 -> "MD5";
      case SCRAM_SHA_256 -> "SCRAM-SHA-256";
      case SCRAM_SHA_256_PLUS -> "SCRAM-SHA-256-PLUS";
      case GSS -> "GSSAPI";
      case SSPI -> "SSPI";
      case OAUTHBEARER -> "OAUTHBEARER";
      case OTHER -> "another method";
    };
  }

  static String encryption(RecordedConnection connection) {
    if (connection.tls().isPresent()) {
      TlsSession tls = connection.tls().get();
      return tls.version().orElse("TLS") + tls.cipherSuite().map(suite -> " " + suite).orElse("");
    }
    return connection.isEncrypted() ? "GSSAPI encryption" : "TLS off";
  }

  static String ending(RecordedConnection connection) {
    Ending ending = connection.ending();
    String detail = connection.endDetail();
    return Texts.words(ending) + (detail.isEmpty() ? "" : ": " + detail);
  }
}
