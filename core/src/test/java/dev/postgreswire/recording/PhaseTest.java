package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationCleartextPassword;
import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.CopyBothResponse;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.CopyOutResponse;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a connection is about, message by message. */
class PhaseTest {
  private static final StartupMessage STARTUP =
      new StartupMessage(ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice")));
  private static final CopyData DATA = new CopyData(Bytes.ofHex("610a"));

  @Test
  void aSessionGoesFromNegotiationToTermination() {
    assertThat(
            phases(
                WireScript.script()
                    .client(new SSLRequest())
                    .server(new NegotiationAnswer('N'))
                    .client(STARTUP)
                    .server(new AuthenticationCleartextPassword())
                    .client(new PasswordMessage("x"))
                    .server(new AuthenticationOk(), new ParameterStatus("a", "b"), IDLE)
                    .client(query("select 1"))
                    .server(tag("SELECT 1"), IDLE)
                    .client(new Terminate())))
        .isEqualTo(
            "NEGOTIATION NEGOTIATION STARTUP AUTHENTICATION AUTHENTICATION AUTHENTICATION STARTUP"
                + " STARTUP QUERY QUERY QUERY TERMINATION");
  }

  @Test
  void anErrorBelongsToWhatItAnswers() {
    assertThat(
            phases(WireScript.script().client(new SSLRequest()).server(error("0A000", "no TLS"))))
        .isEqualTo("NEGOTIATION NEGOTIATION");
    assertThat(phases(WireScript.script().client(STARTUP).server(fatal("28000", "not you"))))
        .isEqualTo("STARTUP STARTUP");
    assertThat(phases(WireScript.script().client(new SSLRequest()).serverHex("45 736f727279 00")))
        .isEqualTo("NEGOTIATION NEGOTIATION");
    assertThat(phases(WireScript.script().client(STARTUP).serverHex("45 736f727279 00")))
        .isEqualTo("STARTUP STARTUP");
    assertThat(phases(WireScript.script().client(STARTUP).client(new Terminate())))
        .isEqualTo("STARTUP TERMINATION");
  }

  @Test
  void dataIsCopyOrReplication() {
    assertThat(
            running(
                WireScript.session()
                    .client(query("copy t from stdin"))
                    .server(new CopyInResponse(Format.TEXT, List.of()))
                    .client(DATA, new CopyFail("no"))
                    .server(error("57014", "no"), IDLE)))
        .isEqualTo("QUERY COPY COPY COPY QUERY QUERY");
    assertThat(
            running(
                WireScript.session()
                    .client(query("copy t to stdout"))
                    .server(new CopyOutResponse(Format.TEXT, List.of()))
                    .server(DATA, new CopyDone(), tag("COPY 1"), IDLE)))
        .isEqualTo("QUERY COPY COPY COPY QUERY QUERY");
    assertThat(
            running(
                WireScript.session(new StartupParameter("replication", "true"))
                    .client(query("START_REPLICATION 0/1"))
                    .server(new CopyBothResponse(Format.TEXT, List.of()))
                    .client(new CopyDone())))
        .isEqualTo("QUERY REPLICATION REPLICATION");
  }

  /** The letters of CopyOutResponse and CopyInResponse are a client's Flush, and nobody's. */
  @Test
  void aClientsFlushIsNoCopy() {
    assertThat(
            running(
                WireScript.session()
                    .client(parse("", "select 1"), bind(""), execute(), new Flush())
                    .server(PARSED, BOUND, tag("SELECT 1"))
                    .client(SYNC)
                    .server(IDLE)))
        .isEqualTo("QUERY QUERY QUERY QUERY QUERY QUERY QUERY QUERY QUERY");
  }

  private static String running(WireScript script) {
    String phases = phases(script);
    String handshake = "STARTUP AUTHENTICATION STARTUP STARTUP STARTUP STARTUP ";
    assertThat(phases).startsWith(handshake);
    return phases.substring(handshake.length());
  }

  private static String phases(WireScript script) {
    return script.connection().messages().stream()
        .map(message -> message.phase().name())
        .collect(Collectors.joining(" "));
  }
}
