package dev.postgreswire.assertj;

import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.recording.AuthenticationMethod;
import dev.postgreswire.recording.EncryptionRequest;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.RecordedConnection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Assertions on a connection. Its handshake can be asserted on also when it was opened before the
 * window. What an encrypted connection says cannot be seen: asserting on it fails.
 */
public class ConnectionAssert extends AbstractWireAssert<ConnectionAssert, RecordedConnection> {
  /** Begins assertions on {@code actual}. */
  public ConnectionAssert(RecordedConnection actual) {
    super(actual, ConnectionAssert.class, Kinds.CONNECTION);
  }

  private ConnectionAssert seen(Criterion<RecordedConnection> criterion) {
    return meets(ConnectionCriteria.visible(criterion));
  }

  private ConnectionAssert seen(
      Criterion<RecordedConnection> criterion,
      Function<RecordedConnection, Optional<MessagePosition>> place) {
    return seen(criterion.shownBy(place));
  }

  /**
   * Verifies that the application's code opened it; a recording made by the agent knows.
   *
   * @param code as in {@link StatementAssert#wasSentBy}
   */
  public ConnectionAssert wasOpenedBy(String code) {
    return meets(
        Criterion.that(
            "opener",
            "to be opened by " + code,
            connection -> connection.caller().isIn(code),
            ConnectionText::opened));
  }

  /** Verifies that this thread opened it; a recording made by the agent knows. */
  public ConnectionAssert wasOpenedInThread(String name) {
    return meets(
        Criterion.that(
            "thread",
            "to be opened in thread " + name,
            connection -> connection.thread().equals(name),
            ConnectionText::opened));
  }

  /** Verifies that the startup packet has a parameter {@code name}. */
  public ConnectionAssert hasStartupParameter(String name) {
    return seen(
        Criterion.that(
            "startup parameter " + name,
            "to have a startup parameter " + name,
            connection -> connection.startupParameter(name).isPresent(),
            connection -> "had " + connection.startupParameters()));
  }

  /** Verifies a parameter in the startup packet. */
  public ConnectionAssert hasStartupParameter(String name, String value) {
    return seen(
        new Criterion<>(
            "startup parameter " + name,
            "to have the startup parameter " + name + " = " + Texts.value(value),
            connection -> "had " + connection.startupParameters(),
            connection -> connection.startupParameter(name).filter(value::equals).isPresent(),
            Optional.of(value),
            connection -> connection.startupParameter(name)));
  }

  /** Verifies that the startup packet has no parameter {@code name}. */
  public ConnectionAssert doesNotHaveStartupParameter(String name) {
    return seen(
        Criterion.that(
            "no startup parameter " + name,
            "to have no startup parameter " + name,
            connection -> connection.startupParameter(name).isEmpty(),
            connection -> "had " + connection.startupParameters()));
  }

  /** Verifies a parameter that the server reported, such as {@code server_version}. */
  public ConnectionAssert hasServerParameter(String name, String value) {
    return seen(
        new Criterion<>(
            "server parameter " + name,
            "to have the server parameter " + name + " = " + Texts.value(value),
            c -> "had " + Texts.value(Optional.ofNullable(c.serverParameters().get(name))),
            connection -> value.equals(connection.serverParameters().get(name)),
            Optional.of(value),
            connection -> Optional.ofNullable(connection.serverParameters().get(name))),
        c -> Places.serverParameter(c, name));
  }

  /** Verifies that the server reported a parameter {@code name}. */
  public ConnectionAssert hasServerParameter(String name) {
    return seen(
        Criterion.that(
            "server parameter " + name,
            "to have a server parameter " + name,
            connection -> connection.serverParameters().containsKey(name),
            connection -> "had " + connection.serverParameters().keySet()));
  }

  /** Verifies that it was encrypted by TLS. */
  public ConnectionAssert usedTls() {
    return meets(ConnectionCriteria.usesTls());
  }

  /** Verifies that it was not encrypted by TLS. */
  public ConnectionAssert didNotUseTls() {
    return meets(
        Criterion.that(
            "no TLS", "not to use TLS", c -> c.tls().isEmpty(), ConnectionCriteria::encryption),
        Places::begin);
  }

  /** Verifies that it used TLS, and goes on to the session. */
  public TlsSessionAssert tls() {
    return part(
        ConnectionCriteria.usesTls(),
        Kinds.TLS_SESSION,
        connection -> connection.tls().orElseThrow());
  }

  /** Verifies that the client asked for TLS by SSLRequest, whatever the answer. */
  public ConnectionAssert requestedTls() {
    return requested(EncryptionRequest.Kind.TLS);
  }

  /** Verifies that the client asked for GSSAPI encryption, whatever the answer. */
  public ConnectionAssert requestedGssEncryption() {
    return requested(EncryptionRequest.Kind.GSS);
  }

  private ConnectionAssert requested(EncryptionRequest.Kind kind) {
    return meets(
        Criterion.that(
            "request for " + kind,
            "to ask for " + kind,
            connection ->
                connection.encryptionRequests().stream().anyMatch(each -> each.kind() == kind),
            ConnectionCriteria::requests),
        Places::begin);
  }

  /** Verifies that the client began without asking for any encryption. */
  public ConnectionAssert requestedNoEncryption() {
    return meets(
        Criterion.that(
            "no request for encryption",
            "to ask for no encryption",
            connection -> connection.encryptionRequests().isEmpty() && !connection.isEncrypted(),
            ConnectionCriteria::requests),
        Places::begin);
  }

  /** Verifies how the client authenticated. */
  public ConnectionAssert authenticatedWith(AuthenticationMethod method) {
    return seen(
        new Criterion<>(
            "authentication " + method,
            "to authenticate with " + method,
            ConnectionCriteria::authentication,
            connection ->
                connection.authentication().method() == method
                    && connection.authentication().succeeded(),
            method,
            connection -> connection.authentication().method()),
        Places::authentication);
  }

  /** Verifies that authentication did not succeed. */
  public ConnectionAssert failedToAuthenticate() {
    return seen(
        Criterion.that(
            "failed authentication",
            "to fail to authenticate",
            connection ->
                !connection.authentication().succeeded()
                    && connection.authentication().error().isPresent(),
            ConnectionCriteria::authentication),
        Places::authentication);
  }

  /** Goes on to how it authenticated. */
  public AuthenticationAssert authentication() {
    return part(
        ConnectionCriteria.canBeSeen("authentication").shownBy(Places::authentication),
        Kinds.AUTHENTICATION,
        RecordedConnection::authentication);
  }

  /** Verifies that SCRAM was bound to the TLS session. */
  public ConnectionAssert usedChannelBinding() {
    return seen(
        Criterion.that(
            "channel binding",
            "to use channel binding",
            c -> c.authentication().channelBindingFlag().filter("p"::equals).isPresent(),
            ConnectionCriteria::channelBinding),
        c -> Places.named(c, "SASLInitialResponse").or(() -> Places.authentication(c)));
  }

  /** Verifies that the server's SCRAM signature came before AuthenticationOk. */
  public ConnectionAssert serverProvedItself() {
    return seen(
        Criterion.that(
            "server's proof",
            "to have the server prove itself",
            connection -> connection.authentication().serverProvedItself(),
            connection ->
                "it proved nothing; authentication: "
                    + ConnectionText.method(connection.authentication().method())),
        c -> Places.named(c, "AuthenticationOk").or(() -> Places.authentication(c)));
  }

  /** Verifies that no password went over this connection as it is, within TLS or without. */
  public ConnectionAssert neverSentCleartextPassword() {
    return seen(
        Criterion.that(
            "no cleartext password",
            "never to send a cleartext password",
            connection -> !connection.isPartial() && !ConnectionCriteria.sentPassword(connection),
            connection ->
                connection.isPartial()
                    ? "its beginning was not seen"
                    : "sent one, " + ConnectionText.encryption(connection)),
        c -> Places.named(c, "PasswordMessage"));
  }

  /** Verifies the version of the protocol in use, such as {@code 3.0} or {@code 3.2}. */
  public ConnectionAssert usedProtocol(String version) {
    return seen(
        Criterion.equal(
            "protocol",
            Optional.of(version),
            connection -> connection.protocolVersion().map(ProtocolVersion::toString)));
  }

  /** Verifies the version of the protocol that the client asked for. */
  public ConnectionAssert requestedProtocol(String version) {
    return seen(
        Criterion.equal(
            "requested protocol",
            Optional.of(version),
            connection -> connection.requestedVersion().map(ProtocolVersion::toString)));
  }

  /** Verifies that the client said goodbye: Terminate, then close. */
  public ConnectionAssert terminated() {
    return endedWith(Ending.TERMINATED);
  }

  /** Verifies that it is open. */
  public ConnectionAssert isOpen() {
    return endedWith(Ending.OPEN);
  }

  /** Verifies how it ended. */
  public ConnectionAssert endedWith(Ending ending) {
    return meets(
        new Criterion<>(
            "ending",
            ending == Ending.OPEN ? "to be open" : "to end with " + ending,
            ConnectionCriteria::ending,
            connection -> connection.ending() == ending,
            ending,
            RecordedConnection::ending),
        Places::end);
  }

  /** Verifies that the server ended the session with an error, and goes on to it. */
  public ErrorAssert fatalError() {
    return part(
        ConnectionCriteria.fatalError(),
        Kinds.ERROR,
        connection -> connection.fatalError().orElseThrow());
  }

  /** Verifies that it was opened within the window. */
  public ConnectionAssert wasOpenedInWindow() {
    return meets(
        Criterion.that(
            "opened in window",
            "to be opened in this window",
            RecordedConnection::openedInWindow,
            connection -> "was opened before"));
  }

  /** Verifies that it was open before the window began. */
  public ConnectionAssert wasOpenedBeforeWindow() {
    return meets(
        Criterion.that(
            "opened before window",
            "to be opened before this window",
            connection -> !connection.openedInWindow(),
            connection -> "was opened in it"));
  }

  /** Verifies that no transaction is open on it. */
  public ConnectionAssert isIdle() {
    return seen(
        Criterion.equal(
            "transaction status",
            Optional.of(TransactionStatus.IDLE),
            RecordedConnection::transactionStatus),
        Places::end);
  }

  /** Verifies the address of the real server, {@code host:port}. */
  public ConnectionAssert hasServer(String address) {
    return meets(Criterion.equal("server", address, RecordedConnection::server));
  }

  /** Goes on to the application's statements on it. */
  public StatementsAssert statements() {
    return parts(
        ConnectionCriteria.canBeSeen("statements"),
        StatementsAssert.class,
        ConnectionCriteria::statements,
        StatementsAssert::new);
  }

  /** Goes on to the errors on it. */
  public ErrorsAssert errors() {
    return parts(
        ConnectionCriteria.canBeSeen("errors"),
        ErrorsAssert.class,
        RecordedConnection::errors,
        ErrorsAssert::new);
  }
}
