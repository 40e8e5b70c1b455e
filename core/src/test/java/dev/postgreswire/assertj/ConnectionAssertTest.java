package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.recording.AuthenticationMethod.CLEARTEXT_PASSWORD;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256_PLUS;
import static dev.postgreswire.recording.AuthenticationMethod.TRUST;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;

import dev.postgreswire.message.AuthenticationCleartextPassword;
import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.GSSENCRequest;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.WireScript;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConnectionAssertTest {
  private static final StartupMessage STARTUP =
      new StartupMessage(ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice")));

  private RecordedConnection connection = Sessions.scram("y,,").connection();

  private void check(
      Consumer<ConnectionAssert> passes, Consumer<ConnectionAssert> fails, String... texts) {
    FailureText.check(() -> assertThat(connection), passes, fails, texts);
  }

  @Test
  void startupParameters() {
    check(
        c -> c.hasStartupParameter("application_name", "billing"),
        c -> c.hasStartupParameter("application_name", "shop"),
        "to have the startup parameter application_name = \"shop\"\n"
            + "but had {user=alice, application_name=billing}");
    check(
        c -> c.hasStartupParameter("user"),
        c -> c.hasStartupParameter("options"),
        "to have a startup parameter options\nbut had {user=alice,");
    check(
        c -> c.doesNotHaveStartupParameter("options"),
        c -> c.doesNotHaveStartupParameter("user"),
        "to have no startup parameter user\nbut had {user=alice,");
  }

  @Test
  void serverParameters() {
    check(
        c -> c.hasServerParameter("server_version", "18.0"),
        c -> c.hasServerParameter("server_version", "17.0"),
        "server_version = \"17.0\"\nbut had \"18.0\"");
    check(
        c -> c.hasServerParameter("server_version"),
        c -> c.hasServerParameter("TimeZone"),
        "to have a server parameter TimeZone\nbut had [server_version]");
  }

  @Test
  void authentication() {
    check(
        c -> c.authenticatedWith(SCRAM_SHA_256),
        c -> c.authenticatedWith(SCRAM_SHA_256_PLUS),
        "to authenticate with SCRAM_SHA_256_PLUS\nbut it was SCRAM-SHA-256"
            + " (the server offered SCRAM-SHA-256-PLUS, SCRAM-SHA-256)");
    check(
        c -> c.serverProvedItself().neverSentCleartextPassword(),
        c -> c.usedChannelBinding(),
        "to use channel binding\nbut its client believes that the server does not support it");
    check(
        c -> c.authentication().hasIterations(4096),
        c -> c.authentication().hasIterations(1),
        "Expecting the authentication to have iterations 1\nbut had 4096");
    connection = Sessions.scram("p=tls-server-end-point,,").connection();
    check(
        c -> c.usedChannelBinding().authenticatedWith(SCRAM_SHA_256_PLUS),
        c -> c.failedToAuthenticate(),
        "to fail to authenticate\nbut it was SCRAM-SHA-256-PLUS");
  }

  @Test
  void noAuthentication() {
    connection = WireScript.session().connection();
    check(
        c -> c.authenticatedWith(TRUST),
        c -> c.authenticatedWith(SCRAM_SHA_256),
        "but it was no method: the server asked for nothing (trust, peer, cert or ident)");
    check(
        c -> c.authenticatedWith(TRUST),
        c -> c.serverProvedItself(),
        "to have the server prove itself\n"
            + "but it proved nothing; authentication: no password asked");
  }

  @Test
  void cleartextPassword() {
    WireScript script =
        WireScript.script()
            .client(STARTUP)
            .server(new AuthenticationCleartextPassword())
            .client(new PasswordMessage("hunter2"));
    connection = script.server(new AuthenticationOk(), IDLE).connection();
    check(
        c -> c.authenticatedWith(CLEARTEXT_PASSWORD),
        c -> c.neverSentCleartextPassword(),
        "never to send a cleartext password\nbut sent one, TLS off");

    connection =
        WireScript.script()
            .client(STARTUP)
            .server(new AuthenticationCleartextPassword())
            .client(new PasswordMessage("hunter2"))
            .server(fatal("28P01", "password authentication failed"))
            .closed(Ending.CLOSED_BY_SERVER)
            .connection();
    check(
        c -> c.failedToAuthenticate().fatalError().hasSqlState("invalid_password"),
        c -> c.authenticatedWith(CLEARTEXT_PASSWORD),
        "but it was cleartext password; it failed: FATAL 28P01: password authentication failed");

    connection =
        WireScript.script()
            .client(STARTUP)
            .server(new AuthenticationCleartextPassword())
            .closed(Ending.CLOSED_BY_CLIENT)
            .connection();
    check(
        c -> c.neverSentCleartextPassword(),
        c -> c.authenticatedWith(CLEARTEXT_PASSWORD),
        "; it did not end");
  }

  @Test
  void encryption() {
    check(
        c -> c.didNotUseTls().requestedNoEncryption(),
        c -> c.usedTls(),
        "to use TLS\nbut had TLS off, and the client asked for none");
    check(c -> c.didNotUseTls(), c -> c.tls(), "to use TLS\nbut had TLS off");
    check(
        c -> c.requestedNoEncryption(),
        c -> c.requestedTls(),
        "to ask for TLS\nbut the client asked for none");
    connection = Sessions.encrypted().connection();
    check(
        c -> c.usedTls().requestedTls().tls().hasVersion("TLSv1.3").isNotDirect(),
        c -> c.didNotUseTls(),
        "not to use TLS\nbut had TLSv1.3 TLS_AES_128_GCM_SHA256, and the client asked for"
            + " TLS (accepted)");
    check(
        c -> c.usedTls(),
        c -> c.requestedNoEncryption(),
        "to ask for no encryption\nbut the client asked for TLS (accepted)");
    check(
        c -> c.usedTls(),
        c -> c.hasStartupParameter("user"),
        "but it is encrypted (TLSv1.3 TLS_AES_128_GCM_SHA256) and the recorder has no keys");
  }

  @Test
  void refusedEncryption() {
    connection =
        WireScript.script()
            .client(new GSSENCRequest())
            .server(new NegotiationAnswer('N'))
            .client(STARTUP)
            .server(new AuthenticationOk(), IDLE)
            .connection();
    check(
        c -> c.requestedGssEncryption().didNotUseTls(),
        c -> c.requestedTls(),
        "to ask for TLS\nbut the client asked for GSS (refused)");
    connection =
        WireScript.script()
            .client(new SSLRequest())
            .server(new NegotiationAnswer('N'))
            .client(STARTUP)
            .server(new AuthenticationOk(), IDLE)
            .connection();
    check(
        c -> c.requestedTls(),
        c -> c.requestedGssEncryption(),
        "to ask for GSS\nbut the client asked for TLS (refused)");
  }

  @Test
  void protocol() {
    check(
        c -> c.usedProtocol("3.0").requestedProtocol("3.0"),
        c -> c.usedProtocol("3.2"),
        "to have protocol \"3.2\"\nbut had \"3.0\"");
    check(
        c -> c.hasServer("db.example:5432"),
        c -> c.requestedProtocol("3.2"),
        "to have requested protocol \"3.2\"\nbut had \"3.0\"");
    check(
        c -> c.isIdle(),
        c -> c.hasServer("other:1"),
        "to have server \"other:1\"\nbut had \"db.example:5432\"");
  }

  @Test
  void endings() {
    check(c -> c.isOpen(), c -> c.terminated(), "to end with TERMINATED\nbut it was open");
    connection =
        WireScript.session().client(new Terminate()).closed(Ending.CLOSED_BY_CLIENT).connection();
    check(c -> c.terminated(), c -> c.isOpen(), "to be open\nbut it was terminated");
    connection =
        WireScript.session()
            .server(fatal("57P01", "terminating connection"))
            .closed(Ending.CLOSED_BY_SERVER)
            .connection();
    check(
        c -> c.endedWith(Ending.CLOSED_BY_SERVER).fatalError().hasSqlState("57P01").isFatal(),
        c -> c.terminated(),
        "but it was closed by server after FATAL 57P01: terminating connection");
    connection = WireScript.session().connection();
    check(
        c -> c.isOpen(),
        c -> c.fatalError(),
        "to be ended by an error of the server\nbut it was open");
  }

  @Test
  void idleOrInATransaction() {
    connection =
        WireScript.session().client(query("BEGIN")).server(tag("BEGIN"), IN_BLOCK).connection();
    check(c -> c.isOpen(), c -> c.isIdle(), "transaction status IDLE\nbut had IN_TRANSACTION");
  }

  @Test
  void windows() {
    check(
        c -> c.wasOpenedInWindow(),
        c -> c.wasOpenedBeforeWindow(),
        "to be opened before this window\nbut was opened in it");
    Recorder recorder = new Recorder(new RecorderOptions(1 << 20));
    Sessions.scram("y,,").playOn(recorder);
    try (Window window = recorder.openWindow("later")) {
      Recording recording = window.recording();
      connection = recording.connections().get(0);
      check(
          c -> c.wasOpenedBeforeWindow().authenticatedWith(SCRAM_SHA_256),
          c -> c.wasOpenedInWindow(),
          "to be opened in this window\nbut was opened before");
      org.assertj.core.api.Assertions.assertThat(
              FailureText.of(() -> assertThat(recording).hasRoundTrips(1)))
          .isEqualTo(
              """
              Expecting 1 round trip but there were 0

              c1 was opened before this window (SCRAM-SHA-256, TLS off)\
              """);
    }
  }

  @Test
  void partsOfAConnection() {
    connection = Sessions.oneSelect().connections().get(0);
    check(
        c -> c.statements().hasSize(1),
        c -> c.statements().isEmpty(),
        "Expecting no statements but there was 1");
    check(
        c -> c.errors().isEmpty(),
        c -> c.errors().first(),
        "Expecting at least 1 error but there were none");
  }
}
