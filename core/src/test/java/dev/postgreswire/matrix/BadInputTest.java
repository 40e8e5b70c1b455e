package dev.postgreswire.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.message.Undecoded;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no client should send, sent to a real server: relayed as it would go without us, recorded to
 * the last byte, and named with its position and the reason.
 */
@BreaksProtocol(because = "the client sends what is wrong")
class BadInputTest {
  private static final Bytes LOGIN = startup("user\0trust_user\0database\0postgres\0");
  private static final Bytes SSL_REQUEST = Bytes.ofHex("0000000804d2162f");

  private final TestServer server = TestServer.current();
  private final WireRecorder behind = WireRecorder.open(server.host(), server.port());
  private final WireRecorder recorder = WireRecorder.open(behind.host(), behind.port());

  @AfterEach
  void close() {
    recorder.close();
    behind.close();
  }

  static Stream<Arguments> conversationsThatBreak() {
    return Stream.of(
        arguments("HTTP", text("GET / HTTP/1.1\r\nHost: db\r\n\r\n"), "\"GET \" begins no startup"),
        arguments("MySQL", Bytes.ofHex("4a0000000a382e30"), "a startup packet's length is 8 to"),
        arguments(
            "a startup packet of 10,005 bytes",
            Bytes.ofHex("0000271500030000").plus(Bytes.of(new byte[9997])),
            "a startup packet's length is 8 to 10004, not 10005"),
        arguments("a startup packet of 3 bytes", Bytes.ofHex("0000000300030000"), "not 3"),
        arguments("a length of 3", LOGIN.plus(Bytes.ofHex("5100000003")), "4 to 1073741822, not 3"),
        arguments("a negative length", LOGIN.plus(Bytes.ofHex("51ffffffff")), "not -1"),
        arguments("a Sync of 10,001 bytes", LOGIN.plus(Bytes.ofHex("5300002711")), "4 to 10000"),
        arguments("a Query of 2 GiB", LOGIN.plus(Bytes.ofHex("517fffffff41")), "not 2147483647"),
        arguments("half a message", LOGIN.plus(Bytes.ofHex("5100000064")), "ended after 5 of 101"),
        arguments("half a header", LOGIN.plus(Bytes.ofHex("5100")), "ended within the header"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversationsThatBreak")
  void namesWhatIsNoMessage(String name, Bytes sent, String reason) {
    Recording recording = say(sent);

    assertThat(recording.undecoded())
        .extracting(RecordedMessage::message)
        .filteredOn(Undecoded.class::isInstance)
        .extracting(message -> ((Undecoded) message).reason())
        .anySatisfy(text -> assertThat(text).contains(reason));
  }

  static Stream<Arguments> messagesThatBreak() {
    return Stream.of(
        arguments("a frame shorter than its fields", message('B', "\0\0"), "field '"),
        arguments("a frame longer than its fields", message('S', "x"), "1 bytes after the last"),
        arguments("an unknown type byte", message('z', "?"), "unknown message type 0x7a 'z'"),
        arguments(
            "invalid UTF-8",
            message('Q', Bytes.ofHex("73656c656374202780ff2700")),
            "field 'query' is not valid UTF-8"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messagesThatBreak")
  void namesWhatIsWrongInAMessage(String name, Bytes sent, String reason) {
    Recording recording = say(LOGIN.plus(sent));

    assertThat(recording.undecoded())
        .singleElement()
        .satisfies(
            undecoded -> {
              assertThat(((Undecoded) undecoded.message()).reason()).contains(reason);
              assertThat(undecoded.frame().bytes()).isEqualTo(sent);
              assertThat(undecoded.frame().position()).isEqualTo(LOGIN.length());
            });
  }

  @Test
  void namesCleartextThatDoesNotWaitForTheServersConsent() {
    Recording recording = say(SSL_REQUEST.plus(LOGIN).plus(query("select 1")));

    assertThat(recording.notes())
        .singleElement()
        .asString()
        .contains("the client sent cleartext before the server agreed to encrypt");
  }

  @Test
  void namesCleartextInPlaceOfTheHandshake() throws IOException {
    Bytes cleartext = LOGIN.plus(query("select 1"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), recorder.port())) {
      socket.getOutputStream().write(SSL_REQUEST.toByteArray());
      assertThat(socket.getInputStream().read()).isEqualTo('S');
      socket.getOutputStream().write(cleartext.toByteArray());
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // The server may reset a connection on which it left something unread.
    }
    Recording recording = recorder.recording();
    assertThat(recording.connections())
        .singleElement()
        .satisfies(connection -> nothingIsLost(connection, SSL_REQUEST.plus(cleartext)));
    assertThat(recording.undecoded())
        .first()
        .extracting(undecoded -> ((Undecoded) undecoded.message()).reason())
        .isEqualTo(
            "0x00 begins no TLS record, though TLS was agreed on (at byte 8 of the frontend)");
  }

  /** Sends all, ends the client's side, and reads up to the server's end. */
  private Recording say(Bytes sent) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), recorder.port())) {
      socket.getOutputStream().write(sent.toByteArray());
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // The server may reset a connection on which it left something unread.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Recording recording = recorder.recording();
    assertThat(recording.connections()).singleElement().satisfies(c -> nothingIsLost(c, sent));
    RecordingChecks.relayedUnaltered(recording, behind.recording());
    return recording;
  }

  private static void nothingIsLost(RecordedConnection connection, Bytes sent) {
    assertThat(connection.bytes(Direction.FRONTEND)).isEqualTo(sent.length());
    WireWriter recorded = new WireWriter(StandardCharsets.UTF_8);
    connection.messages().stream()
        .filter(message -> message.direction() == Direction.FRONTEND)
        .forEach(message -> recorded.bytes(message.frame().bytes()));
    assertThat(recorded.toBytes()).isEqualTo(sent);
  }

  private static Bytes startup(String parameters) {
    Bytes body = Bytes.ofHex("00030000").plus(text(parameters + "\0"));
    return new WireWriter(StandardCharsets.UTF_8).int32(body.length() + 4).toBytes().plus(body);
  }

  private static Bytes query(String sql) {
    return message('Q', sql + "\0");
  }

  private static Bytes message(char type, String body) {
    return message(type, text(body));
  }

  private static Bytes message(char type, Bytes body) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    return out.int8(type).int32(body.length() + 4).bytes(body).toBytes();
  }

  private static Bytes text(String text) {
    return Bytes.of(text, StandardCharsets.UTF_8);
  }
}
