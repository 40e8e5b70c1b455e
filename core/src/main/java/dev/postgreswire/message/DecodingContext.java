package dev.postgreswire.message;

import dev.postgreswire.message.copy.CopyBinaryScanner;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the messages before say about the meaning of the next: the bytes of a message alone do not
 * tell what a {@code p} is, which character set text is in, or whether CopyData is replication.
 *
 * <p>Immutable. Begin with {@link #initial()} and go on with {@link #after} for each message of the
 * connection, of both sides in the order they were recorded.
 */
public final class DecodingContext {
  private static final DecodingContext INITIAL =
      new DecodingContext(
          StandardCharsets.UTF_8,
          SessionState.INITIAL,
          AuthenticationState.NONE,
          CopyState.NONE,
          ReplicationState.NONE);

  private final Charset charset;
  private final SessionState session;
  private final AuthenticationState authentication;
  private final CopyState copy;
  private final ReplicationState replication;

  private DecodingContext(
      Charset charset,
      SessionState session,
      AuthenticationState authentication,
      CopyState copy,
      ReplicationState replication) {
    this.charset = charset;
    this.session = session;
    this.authentication = authentication;
    this.copy = copy;
    this.replication = replication;
  }

  /** Returns the context of the first message of a connection. */
  public static DecodingContext initial() {
    return INITIAL;
  }

  /** Returns the context of what follows {@code message}; this one when nothing changes. */
  public DecodingContext after(Message message) {
    MessageType type = message.type();
    if (changesNothing(type) || (isAtRest() && onlyEndsThings(type))) {
      return this;
    }
    DecodingContext next =
        new DecodingContext(
            charsetAfter(message),
            session.after(message),
            authentication.after(message),
            copy.after(message),
            replication.after(message, copy));
    return next.isSameAs(this) ? this : next;
  }

  /** Returns whether messages of {@code type} never change anything; the frequent ones. */
  private static boolean changesNothing(MessageType type) {
    return switch (type) {
      case PARSE, BIND, DESCRIBE, EXECUTE, CLOSE, SYNC, FLUSH -> true;
      case PARSE_COMPLETE, BIND_COMPLETE, CLOSE_COMPLETE, PARAMETER_DESCRIPTION -> true;
      case ROW_DESCRIPTION, NO_DATA, DATA_ROW, EMPTY_QUERY_RESPONSE, PORTAL_SUSPENDED -> true;
      case NOTICE_RESPONSE, NOTIFICATION_RESPONSE, BACKEND_KEY_DATA, TERMINATE -> true;
      case TLS_RECORD, GSS_PACKET -> true;
      default -> false;
    };
  }

  /** Returns whether messages of {@code type} change nothing but COPY and replication. */
  private static boolean onlyEndsThings(MessageType type) {
    return switch (type) {
      case QUERY, COMMAND_COMPLETE, READY_FOR_QUERY, COPY_DATA, COPY_DONE -> true;
      default -> false;
    };
  }

  /** Returns whether there is neither replication, nor a COPY that looks at its data or may end. */
  private boolean isAtRest() {
    return copy.kind() == CopyState.Kind.NONE && !replication.walSender();
  }

  private boolean isSameAs(DecodingContext other) {
    return charset.equals(other.charset)
        && session.equals(other.session)
        && authentication.equals(other.authentication)
        && copy.equals(other.copy)
        && replication.equals(other.replication);
  }

  private Charset charsetAfter(Message message) {
    if (message instanceof ParameterStatus status && status.name().equals("client_encoding")) {
      return ClientEncoding.charset(status.value()).orElse(charset);
    }
    if (message instanceof StartupMessage startup) {
      return startup.parameter("client_encoding").flatMap(ClientEncoding::charset).orElse(charset);
    }
    return charset;
  }

  /** Returns the character set of {@code client_encoding}; UTF-8 until it is known. */
  public Charset charset() {
    return charset;
  }

  /** Returns whether an SSLRequest or GSSENCRequest has not been answered yet. */
  public boolean answerDue() {
    return session.answersDue() > 0;
  }

  /** Returns the version of the protocol that the client asked for. */
  public Optional<ProtocolVersion> requestedVersion() {
    return session.requested();
  }

  /** Returns the version in use; empty until the server's first answer shows it. */
  public Optional<ProtocolVersion> version() {
    return session.version();
  }

  /** Returns the major version of the server, such as 18; empty until it is known. */
  public OptionalInt serverMajor() {
    return session.serverMajor() > 0 ? OptionalInt.of(session.serverMajor()) : OptionalInt.empty();
  }

  /**
   * Returns the code of the last Authentication message, which tells what a {@code p} is; empty
   * before the first.
   */
  public OptionalInt authenticationCode() {
    return authentication.code() < 0 ? OptionalInt.empty() : OptionalInt.of(authentication.code());
  }

  /** Returns the SASL mechanism that the client chose. */
  public Optional<String> saslMechanism() {
    return authentication.mechanism();
  }

  /** Returns whether the client has sent the first message of its SASL exchange. */
  public boolean saslBegun() {
    return authentication.begun();
  }

  /** Returns whether a COPY from the client is under way. */
  public boolean inCopyIn() {
    return copy.kind() == CopyState.Kind.IN;
  }

  /** Returns whether a COPY to the client is under way. */
  public boolean inCopyOut() {
    return copy.kind() == CopyState.Kind.OUT;
  }

  /** Returns whether data flows both ways: CopyData holds messages of replication then. */
  public boolean inCopyBoth() {
    return copy.kind() == CopyState.Kind.BOTH;
  }

  /** Returns whether a COPY in binary format is under way. */
  public boolean isCopyBinary() {
    return copy.binary().isPresent();
  }

  /** Returns a scanner of the binary COPY under way, standing where the next CopyData begins. */
  Optional<CopyBinaryScanner> copyScanner() {
    return copy.binary().map(CopyBinaryScanner::copy);
  }

  /** Returns whether the startup packet asked for a replication connection. */
  public boolean isReplication() {
    return replication.walSender();
  }

  /**
   * Returns whether the CopyData to come are those of BASE_BACKUP as servers since 15 send them.
   */
  public boolean inBaseBackup() {
    return replication.baseBackup() && inCopyOut() && session.serverMajor() >= 15;
  }

  /** Returns the START_REPLICATION that is under way. */
  public Optional<ReplicationStart> replicationStart() {
    return replication.start();
  }

  /** Returns whether XLogData hold messages of pgoutput. */
  public boolean isPgoutput() {
    return inCopyBoth() && replication.start().filter(ReplicationStart::isPgoutput).isPresent();
  }

  /** Returns whether pgoutput is between Stream Start and Stream Stop. */
  public boolean inStream() {
    return replication.inStream();
  }
}
