package dev.postgreswire.recording;

import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.message.Undecoded;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One connection in a recording. Its handshake is always there; of its exchanges those that began
 * within the recording's window are.
 *
 * <p>Decoded when first asked for more than its addresses and its end.
 */
public final class RecordedConnection {
  private final ConnectionSnapshot snapshot;
  private final List<Cancellation> cancels;
  private Replay replay;

  RecordedConnection(ConnectionSnapshot snapshot) {
    this(snapshot, List.of());
  }

  private RecordedConnection(ConnectionSnapshot snapshot, List<Cancellation> cancels) {
    this.snapshot = snapshot;
    this.cancels = List.copyOf(cancels);
  }

  /** Returns this connection, knowing of the CancelRequests that were aimed at it. */
  RecordedConnection withCancels(List<Cancellation> aimedAtIt) {
    RecordedConnection copy = new RecordedConnection(snapshot, aimedAtIt);
    copy.replay = replay();
    return copy;
  }

  synchronized Replay replay() {
    if (replay == null) {
      replay = Replay.of(snapshot);
    }
    return replay;
  }

  ConnectionSnapshot snapshot() {
    return snapshot;
  }

  private Handshake handshakeFacts() {
    return replay().handshake();
  }

  /** Returns its number: 1, 2, 3 … in the order of opening. */
  public int id() {
    return snapshot.id();
  }

  /** Returns what its source said of it: addresses, thread, who opened it. */
  public ConnectionOrigin origin() {
    return snapshot.origin();
  }

  /** Returns the address of the real server, {@code host:port}. */
  public String server() {
    return snapshot.origin().server();
  }

  /** Returns the address of the client, {@code host:port}; empty when unknown. */
  public String client() {
    return snapshot.origin().client();
  }

  /** Returns the thread that opened it; empty when unknown. */
  public String thread() {
    return snapshot.origin().thread();
  }

  /** Returns the thread and the application's code that opened it, as far as they are known. */
  public Caller caller() {
    return snapshot.origin().caller();
  }

  /** Returns who opened it, such as the test that was running; empty when unknown. */
  public String openedBy() {
    return snapshot.origin().openedBy();
  }

  /** Returns whether its beginning was not seen. */
  public boolean isPartial() {
    return snapshot.origin().partial();
  }

  /** Returns when it opened. */
  public Instant openedAt() {
    return snapshot.openedAt();
  }

  /** Returns when it was over; empty while it is open. */
  public Optional<Instant> closedAt() {
    return snapshot.closedAt();
  }

  /** Returns whether it opened within the window; else it was open before. */
  public boolean openedInWindow() {
    return snapshot.openedInWindow();
  }

  /** Returns the version of the protocol that the client asked for. */
  public Optional<ProtocolVersion> requestedVersion() {
    return handshakeFacts().requestedVersion();
  }

  /** Returns the version in use; empty until the server's first answer shows it. */
  public Optional<ProtocolVersion> protocolVersion() {
    return handshakeFacts().version();
  }

  /** Returns the parameters in the startup packet, in the order they were sent. */
  public Map<String, String> startupParameters() {
    return handshakeFacts().startupParameters();
  }

  /** Returns one of the parameters in the startup packet. */
  public Optional<String> startupParameter(String name) {
    return Optional.ofNullable(startupParameters().get(name));
  }

  /** Returns what encryption was asked for before the startup packet, and the answers. */
  public List<EncryptionRequest> encryptionRequests() {
    return handshakeFacts().encryptionRequests();
  }

  /** Returns its TLS session; empty when there was none. */
  public Optional<TlsSession> tls() {
    return replay().tls();
  }

  /** Returns whether it was encrypted, by TLS or by GSSAPI. */
  public boolean isEncrypted() {
    return handshakeFacts().isEncrypted() || tls().isPresent();
  }

  /** Returns how the client authenticated. */
  public Authentication authentication() {
    return handshakeFacts().authentication();
  }

  /** Returns the server's parameters, such as {@code server_version}, as last reported. */
  public Map<String, String> serverParameters() {
    return replay().serverParameters();
  }

  /** Returns the id of the server process, by which a CancelRequest names it. */
  public OptionalInt backendProcessId() {
    return handshakeFacts().processId();
  }

  /** Returns the length of the key for CancelRequests, in bytes: 4 in protocol 3.0, 0 for none. */
  public int secretKeyLength() {
    return handshakeFacts().secretKey().length();
  }

  /** Returns the messages up to the first ReadyForQuery, also when they lie before the window. */
  public List<RecordedMessage> handshake() {
    return handshakeFacts().messages();
  }

  /** Returns the messages within the window, in the order they came. */
  public List<RecordedMessage> messages() {
    return replay().messages();
  }

  /** Returns the exchanges that began within the window. */
  public List<Exchange> exchanges() {
    return replay().exchanges();
  }

  /** Returns the statements whose execution was asked for within the window. */
  public List<Statement> statements() {
    return replay().statements();
  }

  /** Returns the transactions with a statement within the window. */
  public List<Transaction> transactions() {
    return replay().transactions();
  }

  /** Returns the batches within the window. */
  public List<Batch> batches() {
    return BatchFinder.find(replay().exchanges());
  }

  /** Returns the errors within the window. */
  public List<RecordedError> errors() {
    return replay().errors();
  }

  /** Returns the notices within the window. */
  public List<RecordedNotice> notices() {
    return replay().notices();
  }

  /** Returns the notifications within the window. */
  public List<Notification> notifications() {
    return replay().notifications();
  }

  /** Returns how it ended. */
  public Ending ending() {
    return snapshot.ending().given(replay().isTerminated());
  }

  /** Returns more about how it ended; empty when there is no more to say. */
  public String endDetail() {
    return snapshot.endDetail();
  }

  /** Returns the error by which the server ended the session. */
  public Optional<RecordedError> fatalError() {
    return replay().fatalError();
  }

  /** Returns the CancelRequests that other connections aimed at this one. */
  public List<Cancellation> cancels() {
    return cancels;
  }

  /** Returns whether it carried a CancelRequest and nothing else. */
  public boolean isCancelRequest() {
    return handshakeFacts().cancel().isPresent();
  }

  /** Returns the CancelRequest that it carried, not yet tied to its victim. */
  public Optional<Cancellation> cancelRequest() {
    return handshakeFacts()
        .cancel()
        .map(
            cancel ->
                new Cancellation(
                    id(),
                    Optional.empty(),
                    cancel.request().processId(),
                    cancel.time(),
                    Optional.empty()));
  }

  /** Returns all bytes that {@code direction} has sent since it opened, or since it was tapped. */
  public long bytes(Direction direction) {
    return snapshot.view().bytes(direction);
  }

  /** Returns the named prepared statements that the server keeps at the end, with their SQL. */
  public Map<String, String> preparedStatements() {
    return replay().preparedStatements();
  }

  /** Returns the named prepared statements before the first message, with their SQL. */
  Map<String, String> preparedBefore() {
    return replay().preparedBefore();
  }

  /** Returns what the last ReadyForQuery said. */
  public Optional<TransactionStatus> transactionStatus() {
    return replay().status();
  }

  /** Returns the messages within the window that could not be decoded. */
  public List<RecordedMessage> undecoded() {
    return messages().stream().filter(RecordedConnection::isUndecoded).toList();
  }

  private static boolean isUndecoded(RecordedMessage message) {
    boolean cutByLimit = message.frame().isCut() && message.frame().fault().isEmpty();
    return !cutByLimit && message.message() instanceof Undecoded;
  }

  /** Returns remarks: what the recorder changed or could not do, and what did not add up. */
  public List<String> notes() {
    return replay().notes().stream().map(TimedNote::text).toList();
  }

  /** Returns what is under way: bytes of a message, answers; empty when nothing is. */
  public String pending() {
    return replay().pending();
  }

  /** Returns its number, server and end. */
  @Override
  public String toString() {
    return "connection " + id() + " to " + server() + " (" + ending() + ")";
  }
}
