package dev.postgreswire.recording;

import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.copy.CopyBinary;
import dev.postgreswire.message.copy.CopyBinaryReader;
import dev.postgreswire.message.copy.CopyRow;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data of a COPY, or of another command whose data flows as CopyData.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY">COPY
 *     Operations</a>
 */
public final class Copy {
  private final CopyDirection direction;
  private final Optional<CopyResponse> response;
  private final List<RecordedMessage> messages;
  private final long bytes;
  private final Optional<String> failure;

  Copy(OpenCopy open, MessageView view, Optional<RecordedError> error) {
    this.direction = open.direction;
    this.response = Optional.ofNullable(open.response);
    this.messages = view.list(open.data);
    this.bytes = open.bytes;
    this.failure =
        Optional.ofNullable(open.failure).or(() -> error.map(RecordedDiagnostic::message));
  }

  /** Returns where the data flows. */
  public CopyDirection direction() {
    return direction;
  }

  /** Returns whether the data is text (CSV too) or binary as a whole. */
  public Format format() {
    return response.map(CopyResponse::overallFormat).orElse(Format.TEXT);
  }

  /** Returns the format of each column; none for replication and BASE_BACKUP. */
  public List<Format> columnFormats() {
    return response.map(CopyResponse::columnFormats).orElse(List.of());
  }

  /** Returns the CopyData messages. */
  public List<RecordedMessage> messages() {
    return messages;
  }

  /** Returns how many bytes of data went over the wire, headers not counted. */
  public long bytes() {
    return bytes;
  }

  /** Returns why it failed: the reason in CopyFail, else the server's error. */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * Returns all data, joined when this is called; what a memory limit cut off is missing. The
   * borders of the client's messages mean nothing.
   */
  public Bytes data() {
    byte[] all = new byte[messages.stream().mapToInt(m -> m.frame().body().length()).sum()];
    int at = 0;
    for (RecordedMessage message : messages) {
      Message decoded = message.message();
      Bytes part = decoded instanceof CopyData data ? data.data() : message.frame().body();
      part.copyTo(all, at);
      at += part.length();
    }
    return Bytes.wrap(all);
  }

  /** Returns the lines of text or CSV as they went over the wire, without the ends of lines. */
  public List<String> lines() {
    Charset charset =
        messages.isEmpty() ? StandardCharsets.UTF_8 : messages.get(0).context().charset();
    return data().toString(charset).lines().toList();
  }

  /**
   * Returns the rows of a COPY in binary format, wherever its messages are cut; none for text. NULL
   * is empty.
   */
  public List<List<Optional<Bytes>>> binaryRows() {
    List<List<Optional<Bytes>>> rows = new ArrayList<>();
    if (format().isBinary()) {
      for (CopyBinary element : new CopyBinaryReader().feed(data())) {
        if (element instanceof CopyRow row) {
          rows.add(row.columns());
        }
      }
    }
    return rows;
  }

  /** Returns direction, messages and bytes. */
  @Override
  public String toString() {
    return "COPY " + direction + ", " + messages.size() + " messages, " + bytes + " bytes";
  }
}
