package dev.postgreswire.report;

import dev.postgreswire.message.MessageType;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.wire.FrameKind;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Writes the lines of a trace, and remembers which question a one-byte answer answers. */
final class TraceWriter implements FormatWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private final TraceOptions options;
  private final Appendable out;
  private final TraceLine line;
  private final Map<Integer, Deque<MessageType>> requests = new HashMap<>();

  TraceWriter(TraceOptions options, Appendable out) {
    this.options = options;
    this.out = out;
    this.line = new TraceLine(options, out);
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    if (options.zone() != null) {
      out.append(TIME.format(message.time().atZone(options.zone()))).append('\t');
    }
    if (options.connection()) {
      out.append(Integer.toString(message.connectionId())).append('\t');
    }
    line.write(message.frame(), message.context(), request(message));
  }

  @Override
  public void closed(ConnectionClosed connection) {
    requests.remove(connection.id());
  }

  @Override
  public void flush() throws IOException {
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (out instanceof Closeable closeable) {
      closeable.close();
    }
  }

  private MessageType request(RecordedMessage message) {
    FrameKind kind = message.frame().kind();
    if (kind != FrameKind.STARTUP && kind != FrameKind.NEGOTIATION_ANSWER) {
      return MessageType.SSL_REQUEST;
    }
    Deque<MessageType> unanswered =
        requests.computeIfAbsent(message.connectionId(), id -> new ArrayDeque<>());
    if (kind == FrameKind.NEGOTIATION_ANSWER) {
      return unanswered.isEmpty() ? MessageType.SSL_REQUEST : unanswered.remove();
    }
    MessageType request = message.message().type();
    if (request == MessageType.SSL_REQUEST || request == MessageType.GSSENC_REQUEST) {
      unanswered.add(request);
    }
    return request;
  }
}
