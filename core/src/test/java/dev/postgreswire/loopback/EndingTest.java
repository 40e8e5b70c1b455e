package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.wire.Bytes;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Ends and resets pass through as they come. */
class EndingTest {
  @Test
  void clientsHalfClosePasses() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      client.getOutputStream().write(ascii("question"));
      client.shutdownOutput();

      assertThat(accepted.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("question");
      Witness witness = relay.witness();
      assertThat(witness.hasEnded(FRONTEND)).isTrue();
      assertThat(witness.isOver()).isFalse();

      accepted.getOutputStream().write(ascii("answer"));
      Relay.hangUp(accepted);
      assertThat(client.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("answer");
      assertThat(witness.ending()).isEqualTo(Ending.CLOSED_BY_CLIENT);
      assertThat(witness.bytes(FRONTEND)).isEqualTo(Bytes.of("question", US_ASCII));
      assertThat(witness.bytes(BACKEND)).isEqualTo(Bytes.of("answer", US_ASCII));
      assertThat(witness.detail()).isEmpty();
    }
  }

  @Test
  void serversHalfClosePasses() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      accepted.getOutputStream().write(ascii("farewell"));
      accepted.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("farewell");
      Witness witness = relay.witness();
      assertThat(witness.hasEnded(BACKEND)).isTrue();
      assertThat(witness.isOver()).isFalse();

      client.getOutputStream().write(ascii("wait"));
      Relay.hangUp(client);
      assertThat(accepted.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("wait");
      assertThat(witness.ending()).isEqualTo(Ending.CLOSED_BY_SERVER);
    }
  }

  @Test
  void clientsResetPasses() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      Relay.reset(client);

      assertThat(Relay.seesReset(accepted)).isTrue();
      assertThat(relay.witness().ending()).isEqualTo(Ending.RESET_BY_CLIENT);
      assertThat(relay.witness().detail()).contains("reset");
    }
  }

  @Test
  void serversResetPasses() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      accepted.getOutputStream().write('!');
      assertThat(client.getInputStream().read()).isEqualTo('!');
      Relay.reset(accepted);

      assertThat(Relay.seesReset(client)).isTrue();
      assertThat(relay.witness().ending()).isEqualTo(Ending.RESET_BY_SERVER);
      assertThat(relay.witness().detail()).contains("reset");
    }
  }

  /** As when a backend dies with something unread: FATAL, then a reset. */
  @Test
  void lastWordsBeforeAResetArrive() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      client.getOutputStream().write(ascii("never read"));
      assertThat(accepted.getInputStream().read()).isEqualTo('n');
      accepted.getOutputStream().write(ascii("fatal"));
      Relay.reset(accepted);

      assertThat(client.getInputStream().readNBytes(5)).asString(US_ASCII).isEqualTo("fatal");
      assertThat(Relay.seesReset(client)).isTrue();
      assertThat(relay.witness().ending()).isEqualTo(Ending.RESET_BY_SERVER);
      assertThat(relay.witness().bytes(BACKEND)).isEqualTo(Bytes.of("fatal", US_ASCII));
    }
  }

  @Test
  void closingTheLoopbackEndsBothSides() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      client.getOutputStream().write(ascii("last"));
      relay.loopback().close();

      assertThat(relay.witness().ending()).isEqualTo(Ending.RECORDER_CLOSED);
      assertThat(relay.witness().bytes(FRONTEND)).isEqualTo(Bytes.of("last", US_ASCII));
      assertThat(accepted.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("last");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      relay.loopback().close();
    }
  }

  /** Without memory the end of a connection may fail as well; nobody is left waiting for it. */
  @Test
  void anEndThatFailsIsTriedAgain() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server, FailingAtTheEnd::new);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      accepted.getOutputStream().write(ascii("hello"));
      assertThat(client.getInputStream().readNBytes(5)).asString(US_ASCII).isEqualTo("hello");

      Relay.reset(accepted);

      assertThat(Relay.seesReset(client)).isTrue();
      assertThat(relay.witness().ending()).isEqualTo(Ending.RECORDER_CLOSED);
      try (Socket another = relay.connect();
          Socket served = Relay.accept(server)) {
        served.getOutputStream().write(ascii("goes on"));
        assertThat(another.getInputStream().readNBytes(7)).asString(US_ASCII).isEqualTo("goes on");
        Relay.reset(served);
        assertThat(Relay.seesReset(another)).isTrue();
      }
    }
  }

  /** Has no memory for the end, the first times that it is told of it. */
  private static final class FailingAtTheEnd extends Witness {
    private int failures = 3;

    FailingAtTheEnd(Recorder recorder, ConnectionOrigin origin) {
      super(recorder, origin);
    }

    @Override
    void closed(Ending how, String why) {
      if (failures-- > 0) {
        throw new OutOfMemoryError("on purpose");
      }
      super.closed(how, why);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
