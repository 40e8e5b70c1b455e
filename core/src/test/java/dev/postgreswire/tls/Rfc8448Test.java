package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.TlsDecryptor.Plaintext;
import dev.postgreswire.recording.TlsDecryptor.Undecryptable;
import dev.postgreswire.recording.TlsDecryptor.Waiting;
import dev.postgreswire.tls.Transcript.Entry;
import dev.postgreswire.tls.Transcript.Reading;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS 1.3 by the sessions of RFC 8448. */
class Rfc8448Test {
  private static final String EARLY = "CLIENT_EARLY_TRAFFIC_SECRET";

  @ParameterizedTest
  @EnumSource
  void readsASessionToItsEnd(Rfc8448 session) {
    Reading reading = session.transcript().read(session.keyLog());

    assertThat(reading.stopped()).isEmpty();
    assertThat(reading.content().get(Direction.FRONTEND)).isEqualTo(clientsData(session));
    assertThat(reading.content().get(Direction.BACKEND)).isEqualTo(serversData(session));
    assertThat(reading.alpn()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void waitsForEachSecretWhereItIsNeededAndGoesOnOnceItIsThere(Rfc8448 session) {
    KeyLog keyLog = KeyLog.empty();
    TlsDecryptor decryptor = keyLog.begin();
    List<String> awaited = new ArrayList<>();
    Bytes content = Bytes.EMPTY;
    for (Entry entry : session.transcript().entries()) {
      TlsDecryptor.Outcome outcome = decryptor.take(entry.direction(), entry.tlsRecord());
      if (outcome instanceof Waiting waiting) {
        String label = waiting.missing().replaceFirst(".*?(\\w+) of client random .*", "$1");
        awaited.add(label);
        keyLog.secret(session.secret(label));
        outcome = decryptor.take(entry.direction(), entry.tlsRecord());
      }
      content = content.plus(((Plaintext) outcome).data());
    }

    List<String> expected =
        new ArrayList<>(
            List.of(
                "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                "CLIENT_TRAFFIC_SECRET_0",
                "SERVER_TRAFFIC_SECRET_0"));
    if (session == Rfc8448.RESUMED_0_RTT) {
      expected.add(EARLY);
    }
    assertThat(awaited).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(content).isEqualTo(clientsData(session).plus(serversData(session)));
  }

  @Test
  void saysThatASecretDoesNotBelongToTheSession() {
    KeyLog keyLog = Rfc8448.SIMPLE.keyLogWithout("SERVER_HANDSHAKE_TRAFFIC_SECRET");
    keyLog.secret(
        new dev.postgreswire.recording.TlsSecret(
            "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            Rfc8448.SIMPLE.transcript().clientRandom(),
            Rfc8448.COMPATIBILITY_MODE.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET").secret()));

    assertThat(Rfc8448.SIMPLE.transcript().read(keyLog).undecryptable())
        .isEqualTo(
            "authentication tag mismatch: the secret does not belong to this session"
                + " (SERVER_HANDSHAKE_TRAFFIC_SECRET)");
  }

  @Test
  void saysThatTheKeyLogIsAboutOtherSessions() {
    KeyLog keyLog = Rfc8448.SIMPLE.keyLog();

    assertThat(Rfc8448.CLIENT_AUTHENTICATION.transcript().read(keyLog).waitsFor())
        .isEqualTo(
            "the key log has one session, none with client random "
                + "6a472236328b83af40386d3a3e1f1ce624fa4ed89ab865a4ff0f4144ce3ae233");
  }

  @Test
  void saysThatARecordIsMissing() {
    Transcript whole = Rfc8448.SIMPLE.transcript();
    List<Entry> entries = new ArrayList<>(whole.entries());
    entries.remove(4); // the NewSessionTicket

    assertThat(new Transcript(entries).read(Rfc8448.SIMPLE.keyLog()).undecryptable())
        .contains("(SERVER_TRAFFIC_SECRET_0)");
  }

  @Test
  void saysThatTheBeginningIsMissing() {
    Transcript transcript = Rfc8448.SIMPLE.transcript();

    assertThat(transcript.from(1).read(Rfc8448.SIMPLE.keyLog()).undecryptable())
        .isEqualTo("the session's beginning was not seen: no ClientHello");
    assertThat(transcript.from(5).read(Rfc8448.SIMPLE.keyLog()).undecryptable())
        .isEqualTo("the session's beginning was not seen: no ClientHello");
  }

  @Test
  void doesNotGoOnAfterARecordThatCannotBeRead() {
    TlsDecryptor decryptor = Rfc8448.SIMPLE.keyLog().begin();
    List<Entry> entries = Rfc8448.SIMPLE.transcript().entries();
    TlsDecryptor.Outcome outcome = decryptor.take(Direction.BACKEND, Bytes.ofHex("16"));

    assertThat(outcome).isEqualTo(new Undecryptable("a TLS record of 1 bytes"));
    assertThat(decryptor.take(Direction.FRONTEND, entries.get(0).tlsRecord())).isEqualTo(outcome);
  }

  @Test
  void saysThatEarlyDataCannotBeReadWithoutItsSecret() {
    Rfc8448 session = Rfc8448.RESUMED_0_RTT;

    assertThat(session.transcript().read(session.keyLogWithout(EARLY)).undecryptable())
        .isEqualTo(
            "the client sent 23 encrypted bytes of 0-RTT data, and its secret is not known: the"
                + " key log has this session's other secrets, but no CLIENT_EARLY_TRAFFIC_SECRET");
  }

  @Test
  void waitsForTheSecretOfEarlyDataWhileNothingIsKnown() {
    assertThat(Rfc8448.RESUMED_0_RTT.transcript().read(KeyLog.empty()).waitsFor())
        .isEqualTo(
            "the key log is empty; CLIENT_EARLY_TRAFFIC_SECRET of client random "
                + "1bc3ceb6bbe39cff938355b5a50adb6db21b7a6af649d7b4bc419d7876487d95 is needed");
  }

  private static Bytes clientsData(Rfc8448 session) {
    return switch (session) {
      case SIMPLE -> Rfc8448.DATA;
      case RESUMED_0_RTT -> Bytes.of("ABCDEF", US_ASCII).plus(Rfc8448.DATA);
      case HELLO_RETRY_REQUEST, CLIENT_AUTHENTICATION, COMPATIBILITY_MODE -> Bytes.EMPTY;
    };
  }

  private static Bytes serversData(Rfc8448 session) {
    return switch (session) {
      case SIMPLE, RESUMED_0_RTT -> Rfc8448.DATA;
      case HELLO_RETRY_REQUEST, CLIENT_AUTHENTICATION, COMPATIBILITY_MODE -> Bytes.EMPTY;
    };
  }
}
