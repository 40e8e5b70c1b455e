package dev.postgreswire.report;

import dev.postgreswire.message.Message;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MessageFacts;
import dev.postgreswire.recording.MessageTracker;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a recording as one HTML file for a browser: the exchanges, their messages, the fields and
 * the bytes of each, with a filter and links to messages. Nothing is loaded from anywhere; the file
 * can be sent as it is.
 *
 * <pre>
 * HtmlReport report = HtmlReport.create().title("InvoiceTest › listsInvoices()");
 * report.add(recording);
 * report.write(Path.of("target/listsInvoices.html"));
 * </pre>
 *
 * <p>Or it listens while something is recorded, and {@link #close} writes the file named by {@link
 * #to(Path)}. It holds what the page will hold and no more: 16 MiB of raw bytes (a sixteenth of the
 * heap, if that is less) and 400,000 messages at most, unless {@link #limits} says otherwise. Where
 * a recording is larger, the page has its first exchanges (half of the room), the exchanges with
 * errors (a quarter) and the last ones; of one very long exchange the first messages, the errors
 * and the last messages; and of a message its first 64 KiB. The head of the page says what was left
 * out.
 *
 * <p>Secrets are overwritten with asterisks before they are kept, and cannot be had otherwise.
 *
 * <p>A link to a message is the page's URL with {@code #m=17}, the index within the connection, or
 * {@code #c=2&m=17} when it is not connection 1; see {@link #fragment}.
 */
public final class HtmlReport implements RecordingListener, Closeable {
  private static final int SHARE_OF_HEAP = 16;
  private static final long MOST_BYTES =
      Math.min(16 << 20, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  private static final int MOST_MESSAGES = 400_000;

  /** Of more connections only those are kept that are open, or have exchanges in the page. */
  private static final int MOST_CONNECTIONS = 2000;

  private final PageShapes shapes = new PageShapes();
  private final PageRecords records = new PageRecords(shapes);
  private final MessageTracker tracker = new MessageTracker();
  private final PageHead head = new PageHead();
  private final PageOpening opening = new PageOpening();
  private final Map<Integer, PageConnection> connections = new TreeMap<>();

  /** Connections of which nothing was told yet: what is missing of them came before. */
  private final Set<Integer> unheard = new HashSet<>();

  private PageStore store = new PageStore(MOST_BYTES, MOST_MESSAGES);
  private Path file;
  private OutputStream stream;
  private int connectionsToLookAt = MOST_CONNECTIONS;
  private boolean written;

  private HtmlReport() {}

  /** Returns an empty report. */
  public static HtmlReport create() {
    return new HtmlReport();
  }

  /** Sets what the page is called: a test, a capture, a command. */
  public HtmlReport title(String title) {
    head.title = Objects.requireNonNull(title);
    return this;
  }

  /**
   * Sets what went wrong.
   *
   * @param headline a line
   * @param text more about it; may be empty, may be long
   */
  public HtmlReport failure(String headline, String text) {
    head.headline = Objects.requireNonNull(headline);
    head.failure = Objects.requireNonNull(text);
    return this;
  }

  /**
   * Opens the page at a message, unless its URL names one.
   *
   * @param connection the number of the connection
   * @param index the number of the message in the connection
   */
  public HtmlReport jumpTo(int connection, int index) {
    head.jumpConnection = connection;
    head.jumpIndex = index;
    return this;
  }

  /**
   * Sets how much the page holds at most; to be called before anything is added.
   *
   * @param bytes bytes of the wire
   * @param messages messages
   */
  public HtmlReport limits(long bytes, int messages) {
    if (bytes < 1 || messages < 1) {
      throw new IllegalArgumentException(
          "limits of " + bytes + " bytes, " + messages + " messages");
    }
    store = new PageStore(bytes, messages);
    return this;
  }

  /** Makes {@link #close} write this file. */
  public HtmlReport to(Path path) {
    file = Objects.requireNonNull(path);
    return this;
  }

  /** Makes {@link #close} write to {@code out}, which it flushes and leaves open. */
  public HtmlReport to(OutputStream out) {
    stream = Objects.requireNonNull(out);
    return this;
  }

  /** Adds all of a recording. */
  public HtmlReport add(Recording recording) throws IOException {
    recording.replayTo(this);
    return this;
  }

  /** Returns what follows the page's URL in a link to a message. */
  public static String fragment(int connection, int index) {
    return connection == 1 ? "#m=" + index : "#c=" + connection + "&m=" + index;
  }

  @Override
  public void opened(ConnectionOpened opened) {
    if (!opened.origin().partial()) {
      unheard.add(opened.id());
    }
    connections.put(opened.id(), new PageConnection(opened.id(), opened.time(), opened.origin()));
  }

  @Override
  public void continued(ConnectionContinued continued) {
    tracker.take(continued);
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes) {
    unheard.remove(connectionId);
    connection(connectionId, time).count(direction, bytes.remaining());
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count) {
    String bytes = count < 0 ? "Some bytes" : count + " bytes";
    String sender = direction == Direction.FRONTEND ? "client" : "server";
    String what = unheard.contains(connectionId) ? "were sent before" : "are not recorded";
    connection(connectionId, time).note(bytes + " of the " + sender + " " + what);
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) {
    connection(connectionId, time).take(session);
  }

  @Override
  public void note(int connectionId, Instant time, String text) {
    connection(connectionId, time).note(text);
  }

  @Override
  public void missed(MissedConnection connection) {
    head.missed(connection);
  }

  @Override
  public void closed(ConnectionClosed closed) {
    PageConnection connection = connection(closed.id(), closed.time());
    connection.take(closed);
    connection.exchanges().end().forEach(store::add);
    tracker.closed(closed.id());
    unheard.remove(closed.id());
    if (connections.size() > connectionsToLookAt) {
      forgetConnections();
    }
  }

  /** Forgets those that are closed, and of which the page has nothing. */
  private void forgetConnections() {
    Set<Integer> shown = store.connections();
    connections
        .entrySet()
        .removeIf(each -> each.getValue().isClosed() && !shown.contains(each.getKey()));
    connectionsToLookAt = connections.size() + MOST_CONNECTIONS;
  }

  @Override
  public void message(RecordedMessage recorded) {
    PageConnection connection = connection(recorded.connectionId(), recorded.time());
    Message message = recorded.message();
    opening.add(recorded);
    connection.take(message, recorded.time());
    MessageFacts facts = tracker.take(recorded);
    PageBlock block = connection.exchanges().place(facts);
    store.grow(block, records.record(facts, message), records.nanos(recorded.time()));
    if (block.isComplete()) {
      store.add(block);
    }
  }

  private PageConnection connection(int id, Instant time) {
    return connections.computeIfAbsent(
        id, absent -> new PageConnection(id, time, ConnectionOrigin.of("", "")));
  }

  /**
   * Writes the page into a file that its owner only can read, whole or not at all, and creates the
   * folder if there is none.
   *
   * @throws IOException when that fails; it says in a line which file it is and why
   */
  public void write(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    ExportTarget target = ExportTarget.file(path, false);
    try {
      OutputStream out = new BufferedOutputStream(target.out());
      write(out);
      target.commit();
    } catch (IOException e) {
      target.discard();
      throw target.failure(e);
    }
  }

  /** Writes the page and flushes {@code out}. It can be written again, but nothing added to it. */
  public void write(OutputStream out) throws IOException {
    if (!written) {
      written = true;
      for (PageConnection connection : connections.values()) {
        connection.exchanges().end().forEach(store::add);
      }
    }
    new PageWriter(head, opening, shapes, store, connections.values(), records.began()).to(out);
  }

  /** Writes what {@link #to} has named; nothing if it was not called, or after the first time. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      write(file);
    } else if (stream != null) {
      write(stream);
    }
    file = null;
    stream = null;
  }
}
