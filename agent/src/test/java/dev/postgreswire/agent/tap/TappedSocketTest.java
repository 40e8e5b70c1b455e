package dev.postgreswire.agent.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.agent.boot.SocketHooks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * {@code .} is a write that begins, {@code >} is what the application has sent, {@code <} what it
 * has received; {@code @} says that who calls wrote what follows, {@code ?} that nobody knows who
 * did, and {@code @} with a number that who calls wrote the last so many.
 */
class TappedSocketTest {
  private final Conversation conversation = new Conversation();
  private final TappedSocket socket = new TappedSocket(null, "socket", conversation);

  @Test
  void takesWhatWasWrittenNotWhatWasMeantToBe() {
    writing("query");
    socket.written(3, null);
    writing("ry");
    socket.written(2, null);

    assertThat(conversation.said).hasToString(".@>que.@>ry");
  }

  @Test
  void takesNothingOfAWriteThatWroteNothing() {
    writing("query");
    socket.written(-2, null);

    assertThat(conversation.said).hasToString(".");
  }

  @Test
  void putsTheAnswerBehindAWriteThatHasNotReturned() {
    writing("query");
    read("rows");
    socket.written(5, null);

    assertThat(conversation.said).hasToString(".?>query<rows@5");
  }

  @Test
  void doesNotTakeAgainWhatWasTakenBeforeItWasSent() {
    writing("query 1, query 2");
    read("rows");
    socket.written(7, null);
    writing(", query 2");
    socket.written(9, null);
    writing("!");
    socket.written(1, null);

    assertThat(conversation.said).hasToString(".?>query 1, query 2<rows@16..@>!");
  }

  @Test
  void takesTheRestOfAWriteThatBeginsWithWhatWasTakenBefore() {
    writing("query 1");
    read("rows");
    socket.written(5, null);
    writing(" 1, query 2");
    read("more");
    socket.written(11, null);

    assertThat(conversation.said).hasToString(".?>query 1<rows@7.?>, query 2<more@9");
  }

  @Test
  void doesNotTakeAWriteTwiceForTwoReads() {
    writing("query");
    read("a");
    read("b");
    socket.written(5, null);

    assertThat(conversation.said).hasToString(".?>query<a<b@5");
  }

  @Test
  void saysWhatWasTakenAndNeverSent() {
    writing("query");
    read("an error");
    socket.written(2, null);
    socket.closing();

    assertThat(conversation.said).hasToString(".?>query<an error@5|3 unsent");
  }

  @Test
  void takesNothingForAReadThatFoundNothing() {
    writing("query");
    socket.read(SocketHooks.BUFFER, ByteBuffer.allocate(8), 0, 8, -2, null);

    assertThat(conversation.said).hasToString(".");
  }

  @Test
  void passesTheEndOn() {
    socket.read(SocketHooks.BUFFER, ByteBuffer.allocate(8), 0, 8, -1, null);
    socket.closing();

    assertThat(conversation.said).hasToString("$|");
  }

  @Test
  void passesTheFirstFailureOn() {
    socket.read(SocketHooks.BUFFER, null, 0, 8, 0, new IOException("reset"));
    writing("query");
    socket.written(0, new IOException("broken pipe"));
    socket.closing();

    assertThat(conversation.said).hasToString(".|reset");
  }

  @Test
  void endsOnceWhoeverCloses() {
    socket.closing();
    socket.closing();
    read("late");
    writing("later");
    socket.written(5, null);

    assertThat(conversation.said).hasToString("|");
  }

  @Test
  void takesBytesFromSeveralBuffers() {
    ByteBuffer[] buffers = {text("not this"), text("que").position(1), text(""), text("ry")};
    socket.writing(SocketHooks.BUFFERS, buffers, 1, 3);
    socket.written(4, null);

    assertThat(conversation.said).hasToString(".@>ue>ry");
  }

  @Test
  void takesLongWritesInPieces() {
    byte[] bytes = new byte[100_000];
    Arrays.fill(bytes, (byte) 'x');
    socket.writing(SocketHooks.BUFFER, ByteBuffer.wrap(bytes), 0, bytes.length);
    socket.written(bytes.length, null);

    assertThat(conversation.said.toString().replaceAll("[>.@]", "")).hasSize(100_000);
  }

  private void writing(String text) {
    socket.writing(SocketHooks.BUFFER, text(text), 0, text.length());
  }

  private void read(String text) {
    socket.read(SocketHooks.BUFFER, text(text), 0, text.length(), text.length(), null);
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static final class Conversation implements Stage {
    private final StringBuilder said = new StringBuilder();

    @Override
    public Stage sent(ByteBuffer bytes) {
      said.append('>').append(US_ASCII.decode(bytes));
      return this;
    }

    @Override
    public Stage received(ByteBuffer bytes) {
      said.append('<').append(US_ASCII.decode(bytes));
      return this;
    }

    @Override
    public void writing() {
      said.append('.');
    }

    @Override
    public void author() {
      said.append('@');
    }

    @Override
    public void unknownAuthor() {
      said.append('?');
    }

    @Override
    public void lateAuthor(long count) {
      said.append('@').append(count);
    }

    @Override
    public void ended() {
      said.append('$');
    }

    @Override
    public void closed(Throwable failure, long unsent) {
      said.append('|')
          .append(failure == null ? "" : failure.getMessage())
          .append(unsent == 0 ? "" : unsent + " unsent");
    }
  }
}
