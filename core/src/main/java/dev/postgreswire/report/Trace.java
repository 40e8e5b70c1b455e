package dev.postgreswire.report;

import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;

/**
 * Writes messages as libpq 18 traces them ({@code PQtrace}): a line a message, {@code
 * F<TAB>length<TAB>Name<TAB>fields}, the length without the type byte, {@code B} for what the
 * server sent.
 *
 * <pre>
 * F	23	Query	 "select name from t"
 * B	29	RowDescription	 1 "name" 16385 1 25 65535 -1 0
 * B	15	DataRow	 1 5 'hello'
 * </pre>
 *
 * <p>As libpq does, it prints 16-bit numbers unsigned and OIDs signed, text between double quotes
 * as it is, line breaks included, and bytes between single quotes with {@code \xNN} for all but
 * printable ASCII. Its lines equal those of libpq's trace of the same session, written with {@code
 * PQTRACE_SUPPRESS_TIMESTAMPS}, save what libpq does not trace or cannot:
 *
 * <ul>
 *   <li>libpq lists its own messages when it queues them and the server's when it looks at them;
 *       here both are in the order in which they went over the wire.
 *   <li>AuthenticationOk and CancelRequest have lines; libpq leaves them out.
 *   <li>Where libpq's printing does not fit a message, a line {@code mismatched message length}
 *       follows. There is none here.
 *   <li>What libpq calls {@code Unknown} has the name it has in the manual. Messages that could not
 *       be decoded are {@code Undecoded}, with the reason. Of encrypted sessions the records are
 *       listed without their content: {@code TlsRecord} with content type and version, {@code
 *       GssPacket}.
 * </ul>
 *
 * <p>Secrets are masked, {@link dev.postgreswire.message.Secrets#MASK} in their place, unless
 * {@link #unsafeWithSecrets()} is asked for; lengths are those on the wire in any case.
 *
 * <p>Immutable: every setting gives a new one.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/libpq-control.html#LIBPQ-PQTRACE">PQtrace</a>
 */
public final class Trace implements RecordingFormat {
  private final TraceOptions options;

  private Trace(TraceOptions options) {
    this.options = options;
  }

  /** Returns a trace in libpq's own form, with secrets masked. */
  public static Trace strict() {
    return new Trace(TraceOptions.STRICT);
  }

  /**
   * Returns one that leaves out what varies from run to run and from server to server, as libpq
   * does with {@code PQTRACE_REGRESS_MODE}: OIDs, process IDs and keys are {@code NNNN}, the data
   * of COPY and of authentication {@code 'BBBB'}, the file, line and routine of errors {@code
   * "SSSS"}, the length of errors and notices {@code NN}.
   */
  public Trace regress() {
    return new Trace(
        new TraceOptions(true, options.unsafe(), options.connection(), options.zone()));
  }

  /**
   * Returns one whose lines begin with the time of the message and a tab, in libpq's form: {@code
   * 2026-11-21 03:52:52.123456}.
   *
   * @param zone the time zone to show it in; libpq shows that of the machine
   */
  public Trace withTime(ZoneId zone) {
    return new Trace(
        new TraceOptions(options.regress(), options.unsafe(), options.connection(), zone));
  }

  /** Returns one whose lines begin with the number of the connection and a tab, after the time. */
  public Trace withConnection() {
    return new Trace(new TraceOptions(options.regress(), options.unsafe(), true, options.zone()));
  }

  /** Returns one that writes passwords, proofs, tokens and keys as they are. Mind where it goes. */
  public Trace unsafeWithSecrets() {
    return new Trace(
        new TraceOptions(options.regress(), true, options.connection(), options.zone()));
  }

  /**
   * Writes the messages of a recording without keeping any of them. Lines that begin with the
   * number of the connection are in the order of time; else one connection follows the other, for
   * nobody could tell whose a line is.
   *
   * @param out where to write; it is not flushed
   * @throws IOException when {@code out} fails
   */
  public void write(Recording recording, Appendable out) throws IOException {
    List<List<RecordedMessage>> connections =
        recording.connections().stream().map(RecordedConnection::messages).toList();
    if (options.connection()) {
      write(() -> new InOrderOfTime(connections), out);
    } else {
      for (List<RecordedMessage> messages : connections) {
        write(messages, out);
      }
    }
  }

  /**
   * Returns what writes a line for each message as it comes, in UTF-8. Where connections take
   * turns, ask for {@link #withConnection()}: nobody could tell whose a line is.
   */
  @Override
  public FormatWriter to(OutputStream out) {
    return new TraceWriter(options, new Utf8Out(out));
  }

  /** Writes a recording in UTF-8; see {@link #write(Recording, Appendable)}. */
  @Override
  public void write(Recording recording, OutputStream out) throws IOException {
    Utf8Out text = new Utf8Out(out);
    write(recording, (Appendable) text);
    text.flush();
  }

  /**
   * Writes messages, one after the other, without keeping any.
   *
   * @param messages what to write, of each connection in order; connections may take turns
   * @param out where to write; it is not flushed
   * @throws IOException when {@code out} fails
   */
  public void write(Iterable<RecordedMessage> messages, Appendable out) throws IOException {
    TraceWriter writer = new TraceWriter(options, out);
    for (RecordedMessage message : messages) {
      writer.message(message);
    }
  }

  /**
   * Returns the trace of {@code recording} as a string; see {@link #write(Recording, Appendable)}.
   */
  public String of(Recording recording) {
    return text(out -> write(recording, out));
  }

  /** Returns the trace of {@code messages} as a string. */
  public String of(Iterable<RecordedMessage> messages) {
    return text(out -> write(messages, out));
  }

  private static String text(Writing writing) {
    StringBuilder text = new StringBuilder();
    try {
      writing.to(text);
    } catch (IOException e) {
      throw new AssertionError("a StringBuilder does not fail", e);
    }
    return text.toString();
  }

  private interface Writing {
    void to(Appendable out) throws IOException;
  }
}
