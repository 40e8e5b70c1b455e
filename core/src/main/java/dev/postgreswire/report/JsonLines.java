package dev.postgreswire.report;

import dev.postgreswire.recording.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an object of JSON a line, for scripts. Keys are added in later versions; those there are
 * keep their meaning.
 *
 * <p>A message:
 *
 * <pre>
 * {"connection":1,"index":17,"time":"2026-11-21T03:52:52.123456789Z","direction":"F","type":"Parse",
 *  "length":33,"fields":{"statement":"","query":"select $1","parameterTypeCount":1,"parameterTypes":[23]}}
 * </pre>
 *
 * <p>{@code index} counts from 0 within the connection. {@code direction} is {@code F} for the
 * client (frontend) and {@code B} for the server (backend). {@code length} is the protocol's own
 * length word, which leaves the type byte out; of what has none it is the size: 1 for the answer to
 * SSLRequest. {@code type} and the keys in {@code fields} are the manual's names. Of that:
 *
 * <ul>
 *   <li>{@code thread} and {@code caller} come after {@code time} where it is known who sent the
 *       message: the thread's name, and the application's stack frame, {@code
 *       com.example.InvoiceRepository.load(InvoiceRepository.java:31)}.
 *   <li>Text is a string. Bytes are {@code {"hex":"00ff"}}. A value of a row, a parameter, or the
 *       data of a COPY is a string if it is valid text without control characters other than tab
 *       and line breaks, and is not said to be binary; else it is bytes. NULL is {@code null}.
 *   <li>Fields of errors and notices have the names of their meaning: {@code severity}, {@code
 *       code}, {@code message} … A field sent a second time is in the list {@code repeated}.
 *   <li>What a message carries within its data is in the place of the data: SCRAM, replication,
 *       pgoutput, rows of a binary COPY.
 *   <li>OIDs are unsigned numbers, and numbers of 64 bits are written in full, which JavaScript's
 *       own numbers cannot hold. Places in the log are strings, {@code "16/B374D848"}; times are in
 *       ISO 8601.
 *   <li>Of a message that is {@code Undecoded}, {@code reason} and {@code offset} say why and
 *       where, and {@code fields} has what could be read of it and the rest as {@code undecoded}.
 *   <li>{@code kept} says how many bytes of the frame are there, when a limit cut it.
 *   <li>Secrets are masked as {@code "********"}, unless {@link #unsafeWithSecrets()} is asked for.
 * </ul>
 *
 * <p>Other lines have an {@code event} instead of a {@code type}, and {@code connection} and {@code
 * time}:
 *
 * <ul>
 *   <li>{@code opened}: {@code server}, {@code partial} (whether the beginning was not seen), and
 *       what is known of {@code client}, {@code thread}, {@code caller} and {@code openedBy}.
 *   <li>{@code tls}: {@code version}, {@code cipherSuite}, {@code serverName}, {@code offeredAlpn},
 *       {@code alpn}, {@code direct}, {@code decrypted}, and why not, if that was tried, as {@code
 *       undecryptable}.
 *   <li>{@code note}: {@code text}.
 *   <li>{@code gap}: {@code direction}, {@code bytes}: how many are not there, {@code null} when
 *       nobody knows.
 *   <li>{@code missed}: a connection that is not recorded, which has no {@code connection}: {@code
 *       server}, what is known of {@code thread} and {@code caller}, and {@code reason}.
 *   <li>{@code closed}: {@code ending}, {@code detail}, {@code frontendBytes} and {@code
 *       backendBytes} on the wire.
 * </ul>
 *
 * <p>Immutable: every setting gives a new one.
 */
public final class JsonLines implements RecordingFormat {
  private final boolean unsafe;

  private JsonLines(boolean unsafe) {
    this.unsafe = unsafe;
  }

  /** Returns the format, with secrets masked. */
  public static JsonLines masked() {
    return new JsonLines(false);
  }

  /** Returns one that writes passwords, proofs, tokens and keys as they are. Mind where it goes. */
  public JsonLines unsafeWithSecrets() {
    return new JsonLines(true);
  }

  @Override
  public FormatWriter to(OutputStream out) {
    return new JsonLinesWriter(new Utf8Out(out), unsafe);
  }

  /** Returns the lines of {@code recording} as a string. */
  public String of(Recording recording) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(recording, bytes);
    } catch (IOException e) {
      throw new AssertionError("an array does not fail", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
