package dev.postgreswire.report;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.Undecoded;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Writes the lines of {@link JsonLines}. */
final class JsonLinesWriter implements FormatWriter {
  private final Utf8Out text;
  private final JsonOut out;
  private final JsonFields fields;

  JsonLinesWriter(Utf8Out text, boolean unsafe) {
    this.text = text;
    this.out = new JsonOut(text);
    this.fields = new JsonFields(out, unsafe);
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    begin();
    out.key("connection").number(message.connectionId());
    out.key("index").number(message.index()).key("time").time(message.time());
    caller(message.caller());
    body(message.frame(), message.context());
  }

  void begin() throws IOException {
    out.beginObject();
  }

  /** Writes the rest of a message's line. */
  void body(Frame frame, DecodingContext context) throws IOException {
    Message message = MessageDecoder.decode(frame, context);
    out.key("direction").name(frame.direction().symbol());
    out.key("type").name(message.type().protocolName()).key("length").number(frame.length());
    if (frame.isCut()) {
      out.key("kept").number(frame.bytes().length());
    }
    if (message instanceof Undecoded undecoded) {
      out.key("reason").string(undecoded.reason()).key("offset").number(undecoded.offset());
    }
    out.key("fields");
    fields.write(frame, message, context);
    endLine();
  }

  @Override
  public void opened(ConnectionOpened connection) throws IOException {
    ConnectionOrigin origin = connection.origin();
    event(connection.id(), connection.time(), "opened");
    out.key("server").string(origin.server());
    known("client", origin.client());
    caller(origin.caller());
    known("openedBy", origin.openedBy());
    out.key("partial").bool(origin.partial());
    endLine();
  }

  private void caller(Caller caller) throws IOException {
    known("thread", caller.thread());
    known("caller", caller.frame());
  }

  private void known(String key, String value) throws IOException {
    if (!value.isEmpty()) {
      out.key(key).string(value);
    }
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
    event(connectionId, time, "tls");
    optional("version", session.version());
    optional("cipherSuite", session.cipherSuite());
    optional("serverName", session.serverName());
    out.key("offeredAlpn").beginArray();
    for (String protocol : session.offeredAlpn()) {
      out.string(protocol);
    }
    out.endArray();
    optional("alpn", session.alpn());
    out.key("direct").bool(session.direct());
    out.key("decrypted").bool(session.decrypted());
    if (session.undecryptable().isPresent()) {
      out.key("undecryptable").string(session.undecryptable().get());
    }
    endLine();
  }

  private void optional(String key, Optional<String> value) throws IOException {
    out.key(key);
    if (value.isPresent()) {
      out.string(value.get());
    } else {
      out.nothing();
    }
  }

  @Override
  public void note(int connectionId, Instant time, String note) throws IOException {
    event(connectionId, time, "note");
    out.key("text").string(note);
    endLine();
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count)
      throws IOException {
    event(connectionId, time, "gap");
    out.key("direction").string(direction.symbol()).key("bytes");
    if (count < 0) {
      out.nothing();
    } else {
      out.number(count);
    }
    endLine();
  }

  @Override
  public void missed(MissedConnection missed) throws IOException {
    out.beginObject().key("time").time(missed.time()).key("event").string("missed");
    out.key("server").string(missed.server());
    caller(missed.caller());
    out.key("reason").string(missed.reason());
    endLine();
  }

  @Override
  public void closed(ConnectionClosed connection) throws IOException {
    event(connection.id(), connection.time(), "closed");
    out.key("ending").string(connection.ending().name());
    out.key("detail").string(connection.detail());
    out.key("frontendBytes").number(connection.frontendBytes());
    out.key("backendBytes").number(connection.backendBytes());
    endLine();
  }

  private void event(int connectionId, Instant time, String event) throws IOException {
    out.beginObject().key("connection").number(connectionId);
    out.key("time").time(time).key("event").string(event);
  }

  private void endLine() throws IOException {
    out.endObject().endLine();
  }

  @Override
  public void flush() throws IOException {
    text.flush();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
