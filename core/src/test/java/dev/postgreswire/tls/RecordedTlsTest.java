package dev.postgreswire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.TlsDecryptor.Plaintext;
import dev.postgreswire.recording.TlsDecryptor.Undecryptable;
import dev.postgreswire.recording.TlsDecryptor.Waiting;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.tls.Transcript.Entry;
import dev.postgreswire.tls.Transcript.Reading;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that are known to the byte, and what is said of them when something is missing. */
class RecordedTlsTest {
  private static final String EARLY = "CLIENT_EARLY_TRAFFIC_SECRET";

  @ParameterizedTest
  @EnumSource
  void readsASessionToItsEnd(RecordedTls session) {
    Reading reading = session.transcript().read(session.keyLog());

    assertThat(reading.stopped()).isEmpty();
    assertThat(reading.content().get(Direction.FRONTEND)).isEqualTo(session.clientsData());
    assertThat(reading.content().get(Direction.BACKEND)).isEqualTo(session.serversData());
    assertThat(reading.alpn()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void waitsForEachSecretWhereItIsNeededAndGoesOnOnceItIsThere(RecordedTls session) {
    KeyLog keyLog = KeyLog.empty();
    TlsDecryptor decryptor = keyLog.begin();
    List<String> awaited = new ArrayList<>();
    Map<Direction, Bytes> content = new EnumMap<>(Direction.class);
    for (Entry entry : session.transcript().entries()) {
      TlsDecryptor.Outcome outcome = decryptor.take(entry.direction(), entry.tlsRecord());
      if (outcome instanceof Waiting waiting) {
        String label = waiting.missing().replaceFirst(".*?(\\w+) of client random .*", "$1");
        awaited.add(label);
        keyLog.secret(session.secret(label));
        outcome = decryptor.take(entry.direction(), entry.tlsRecord());
      }
      content.merge(entry.direction(), ((Plaintext) outcome).data(), Bytes::plus);
    }

    assertThat(awaited).containsExactlyInAnyOrderElementsOf(session.labels());
    assertThat(content)
        .containsEntry(Direction.FRONTEND, session.clientsData())
        .containsEntry(Direction.BACKEND, session.serversData());
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheSecretsOfItsSessionAndNoOthers(RecordedTls session) {
    KeyLog keyLog = KeyLog.empty();
    for (RecordedTls any : RecordedTls.values()) {
      any.keyLog().secrets().forEach(keyLog::secret);
    }
    TlsDecryptor decryptor = keyLog.begin();
    assertThat(decryptor.secrets()).isEmpty();
    Entry hello = session.transcript().entries().get(0);
    decryptor.take(hello.direction(), hello.tlsRecord());

    assertThat(decryptor.secrets()).isEqualTo(session.keyLog().secrets());
  }

  @Test
  void saysThatASecretDoesNotBelongToTheSession() {
    KeyLog keyLog = RecordedTls.SIMPLE.keyLogWithout("SERVER_HANDSHAKE_TRAFFIC_SECRET");
    keyLog.secret(
        new TlsSecret(
            "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            RecordedTls.SIMPLE.transcript().clientRandom(),
            RecordedTls.COMPATIBILITY_MODE.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET").secret()));

    assertThat(RecordedTls.SIMPLE.transcript().read(keyLog).undecryptable())
        .isEqualTo(
            "authentication tag mismatch: the secret does not belong to this session"
                + " (SERVER_HANDSHAKE_TRAFFIC_SECRET)");
  }

  @Test
  void saysThatTheKeyLogIsAboutOtherSessions() {
    KeyLog keyLog = RecordedTls.SIMPLE.keyLog();

    assertThat(RecordedTls.CLIENT_AUTHENTICATION.transcript().read(keyLog).waitsFor())
        .isEqualTo(
            "the key log has one session, none with client random "
                + "6a472236328b83af40386d3a3e1f1ce624fa4ed89ab865a4ff0f4144ce3ae233");
  }

  @Test
  void saysThatARecordIsMissing() {
    Transcript whole = RecordedTls.SIMPLE.transcript();
    List<Entry> entries = new ArrayList<>(whole.entries());
    entries.remove(4); // the NewSessionTicket

    assertThat(new Transcript(entries).read(RecordedTls.SIMPLE.keyLog()).undecryptable())
        .contains("(SERVER_TRAFFIC_SECRET_0)");
  }

  @Test
  void saysThatTheBeginningIsMissing() {
    Transcript transcript = RecordedTls.SIMPLE.transcript();

    assertThat(transcript.from(1).read(RecordedTls.SIMPLE.keyLog()).undecryptable())
        .isEqualTo("the session's beginning was not seen: no ClientHello");
    assertThat(transcript.from(5).read(RecordedTls.SIMPLE.keyLog()).undecryptable())
        .isEqualTo("the session's beginning was not seen: no ClientHello");
  }

  @Test
  void doesNotGoOnAfterARecordThatCannotBeRead() {
    TlsDecryptor decryptor = RecordedTls.SIMPLE.keyLog().begin();
    List<Entry> entries = RecordedTls.SIMPLE.transcript().entries();
    TlsDecryptor.Outcome outcome = decryptor.take(Direction.BACKEND, Bytes.ofHex("16"));

    assertThat(outcome).isEqualTo(new Undecryptable("a TLS record of 1 bytes"));
    assertThat(decryptor.take(Direction.FRONTEND, entries.get(0).tlsRecord())).isEqualTo(outcome);
  }

  @Test
  void saysThatEarlyDataCannotBeReadWithoutItsSecret() {
    RecordedTls session = RecordedTls.RESUMED_0_RTT;

    assertThat(session.transcript().read(session.keyLogWithout(EARLY)).undecryptable())
        .isEqualTo(
            "the client sent 23 encrypted bytes of 0-RTT data, and its secret is not known: the"
                + " key log has this session's other secrets, but no CLIENT_EARLY_TRAFFIC_SECRET");
  }

  @Test
  void waitsForTheSecretOfEarlyDataWhileNothingIsKnown() {
    assertThat(RecordedTls.RESUMED_0_RTT.transcript().read(KeyLog.empty()).waitsFor())
        .isEqualTo(
            "the key log is empty; CLIENT_EARLY_TRAFFIC_SECRET of client random "
                + "1bc3ceb6bbe39cff938355b5a50adb6db21b7a6af649d7b4bc419d7876487d95 is needed");
  }
}
