package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of one TLS session, in the order of the wire. */
record Transcript(List<Entry> entries) {
  /** A record that one side sent. */
  record Entry(Direction direction, Bytes tlsRecord) {}

  /**
   * What a decryptor made of it.
   *
   * @param content the application data of each side
   * @param stopped why it did not come to the end, if so
   * @param alpn the protocol that the server chose
   */
  record Reading(
      Map<Direction, Bytes> content,
      Optional<TlsDecryptor.Outcome> stopped,
      Optional<String> alpn) {
    String client() {
      return text(Direction.FRONTEND);
    }

    String server() {
      return text(Direction.BACKEND);
    }

    private String text(Direction direction) {
      return content.get(direction).toString(ISO_8859_1);
    }

    /** Why it cannot be read. */
    String undecryptable() {
      return ((TlsDecryptor.Undecryptable) stopped.orElseThrow()).reason();
    }

    /** What it waits for. */
    String waitsFor() {
      return ((TlsDecryptor.Waiting) stopped.orElseThrow()).missing();
    }
  }

  /** Returns the records that a connection carried. */
  static Transcript of(RecordedConnection connection) {
    return new Transcript(
        connection.messages().stream()
            .filter(message -> message.message() instanceof TlsRecord)
            .map(message -> new Entry(message.direction(), message.frame().bytes()))
            .toList());
  }

  /** Reads up to the end, or to the first record that cannot be read yet, or never. */
  Reading read(KeyLog keyLog) {
    TlsDecryptor decryptor = keyLog.begin();
    Map<Direction, Bytes> content = new EnumMap<>(Direction.class);
    content.put(Direction.FRONTEND, Bytes.EMPTY);
    content.put(Direction.BACKEND, Bytes.EMPTY);
    for (Entry entry : entries) {
      TlsDecryptor.Outcome outcome = decryptor.take(entry.direction(), entry.tlsRecord());
      if (!(outcome instanceof TlsDecryptor.Plaintext plaintext)) {
        return new Reading(content, Optional.of(outcome), decryptor.alpn());
      }
      content.merge(entry.direction(), plaintext.data(), Bytes::plus);
    }
    return new Reading(content, Optional.empty(), decryptor.alpn());
  }

  /** The same with one record changed. */
  Transcript with(int index, Bytes tlsRecord) {
    List<Entry> changed = new ArrayList<>(entries);
    changed.set(index, new Entry(entries.get(index).direction(), tlsRecord));
    return new Transcript(changed);
  }

  /** The same from some record on. */
  Transcript from(int index) {
    return new Transcript(entries.subList(index, entries.size()));
  }

  /** Returns the random of the first ClientHello, which names the session in a key log. */
  Bytes clientRandom() {
    return entries.get(0).tlsRecord().slice(11, 32);
  }
}
