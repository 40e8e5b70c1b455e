package dev.postgreswire.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the frames in the bytes of one connection.
 *
 * <p>There is one decoder a connection, not one a direction: the server's single byte, or a TLS
 * record, is only to be expected because of what the other side sent before. Bytes must be fed in
 * an order in which nothing comes before its cause; a recorder that records before it forwards
 * gives just that.
 *
 * <p>Whatever comes in, it never throws, drops no byte, and allocates nothing for a claimed length.
 * Where no frame can be found any more, the rest of that direction is one {@link
 * FrameKind#UNFRAMED} frame whose fault names the position and the reason.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class FrameDecoder {
  private static final int MESSAGE_HEADER = 5;
  private static final int TLS_HEADER = 5;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int LONGEST_TLS_RECORD = (1 << 14) + 2048;
  private static final int LONGEST_GSS_PACKET = 1 << 16;

  private final Lane frontend;
  private final Lane backend;
  private final Deque<Integer> unanswered = new ArrayDeque<>(1);
  private boolean authenticating = true;

  /** Who spoke last; null when nobody has been heard yet. */
  private Direction speaker;

  /** The server has just said that it is ready, and the client has begun to speak. */
  private boolean inStep;

  /** A side has just begun to speak, and may do so with a TLS record. */
  private boolean probing;

  private boolean ready;

  /** Creates a decoder at the beginning of a connection. */
  public FrameDecoder(FrameSink sink) {
    frontend = new Lane(Direction.FRONTEND, sink);
    backend = new Lane(Direction.BACKEND, sink);
  }

  private Lane lane(Direction direction) {
    return direction == Direction.FRONTEND ? frontend : backend;
  }

  /** Creates a decoder that stands between two messages of a session in cleartext. */
  public static FrameDecoder withinSession(FrameSink sink) {
    FrameDecoder decoder = new FrameDecoder(sink);
    decoder.switchBoth(Framing.MESSAGES);
    decoder.authenticating = false;
    return decoder;
  }

  /**
   * Creates a decoder of a connection whose beginning was not seen: what comes is one {@link
   * FrameKind#UNFRAMED} frame up to the first message boundary that can be trusted.
   */
  public static FrameDecoder midStream(FrameSink sink) {
    FrameDecoder decoder = new FrameDecoder(sink);
    decoder.switchBoth(Framing.UNKNOWN);
    decoder.frontend.skipFromTheBeginning();
    decoder.backend.skipFromTheBeginning();
    return decoder;
  }

  /** Takes all that remains in {@code bytes}, which {@code direction} sent. */
  public void feed(Direction direction, ByteBuffer bytes) {
    Lane lane = lane(direction);
    if (bytes.hasRemaining() && speaker != direction) {
      turnTo(lane);
    }
    while (bytes.hasRemaining()) {
      if (lane.isSkipping()) {
        skip(lane, bytes);
      } else if (lane.isOpen()) {
        lane.pass(bytes);
      } else if (!passMessages(lane, bytes)) {
        open(lane, bytes);
      }
    }
  }

  /** Passes on all messages that are there whole; false where the next is none, or unusual. */
  private boolean passMessages(Lane lane, ByteBuffer in) {
    boolean backend = lane.direction == Direction.BACKEND;
    boolean answering = backend && !unanswered.isEmpty();
    boolean usual = lane.framing == Framing.MESSAGES && lane.held() == 0 && !answering;
    return usual
        && in.order() == ByteOrder.BIG_ENDIAN
        && lane.passMessages(in, backend ? endOfAnswers(in) : endOfRequests(in));
  }

  /** Returns where the last of the server's messages ends that are there whole. */
  private int endOfAnswers(ByteBuffer in) {
    int at = in.position();
    int last = 0;
    for (int size = wholeMessage(in, at); size > 0; size = wholeMessage(in, at)) {
      int type = in.get(at);
      if (authenticating) {
        if (type == 'E') {
          break; // it may be one without a length
        }
        authenticating = type != 'R';
      }
      last = type;
      at += size;
    }
    ready = at == in.position() ? ready : last == 'Z';
    return at;
  }

  /** Returns where the last of the client's messages ends that are there whole. */
  private int endOfRequests(ByteBuffer in) {
    int at = in.position();
    for (int size = wholeMessage(in, at); size > 0; size = wholeMessage(in, at)) {
      int type = in.get(at) & 0xFF;
      if (size - 1 > ProtocolCode.limit(Direction.FRONTEND, type)) {
        break;
      }
      if (inStep) { // which only the first is
        asks(type, size - 1);
        inStep = false;
      }
      at += size;
    }
    return at;
  }

  /** Returns the size of the message at {@code at}, or 0 when not all of it is there, if ever. */
  private static int wholeMessage(ByteBuffer in, int at) {
    int left = in.limit() - at;
    if (left < MESSAGE_HEADER) {
      return 0;
    }
    int length = in.getInt(at + 1);
    boolean sound = length >= MESSAGE_HEADER - 1 && length <= ProtocolCode.LARGE_MESSAGE_LIMIT;
    return sound && length < left ? 1 + length : 0;
  }

  /** The other side begins to speak. */
  private void turnTo(Lane lane) {
    Lane other = lane(lane.direction.opposite());
    if (other.isSkipping()) {
      other.passOver(NOTHING, kept(other)); // it did not get to the end of a header
    }
    probing = speaker != null;
    speaker = lane.direction;
    boolean begins = lane.isSkipping() || (!lane.isOpen() && lane.held() == 0);
    inStep = lane.direction == Direction.FRONTEND && begins && isReady(other);
  }

  private boolean isReady(Lane server) {
    return server.isSkipping()
        ? server.tail().length == Boundary.READY && Boundary.isReady(server.tail())
        : ready && !server.isOpen() && server.held() == 0;
  }

  private void skip(Lane lane, ByteBuffer in) {
    Framing framing = lane.framing;
    boolean mayBeTls = probing && (framing == Framing.TLS || framing == Framing.UNKNOWN);
    boolean mayBeRequest = inStep && lane.direction == Direction.FRONTEND && framing != Framing.TLS;
    if (mayBeTls || mayBeRequest) {
      if (!lane.collect(in, Boundary.HEADER)) {
        return;
      }
      if (mayBeTls && Boundary.isTlsRecord(lane.unsigned(0), lane.int16(1), lane.int16(3))) {
        switchBoth(Framing.TLS);
        probing = false;
        lane.resumeAfterAll();
        open(lane, in);
        return;
      }
      if (mayBeRequest && asks(lane.unsigned(0), lane.int32(1))) {
        switchBoth(Framing.MESSAGES);
        lane.resume();
        open(lane, in); // now: a Sync is no longer than its header, and nothing may follow it
        return;
      }
    }
    probing = false;
    inStep &= lane.direction == Direction.BACKEND;
    lane.passOver(in, kept(lane));
  }

  /** A server in step is known by its last message, which is therefore held back. */
  private int kept(Lane lane) {
    Framing framing = lane.framing;
    boolean messages = framing == Framing.MESSAGES || framing == Framing.UNKNOWN;
    return lane.direction == Direction.BACKEND && messages ? Boundary.READY : 0;
  }

  /** The client has begun to ask: so does a server that was not in step wait for it. */
  private boolean asks(int type, int length) {
    if (!inStep || !Boundary.isRequest(type, length)) {
      return false;
    }
    inStep = false;
    authenticating = false;
    Lane server = backend;
    if (server.isSkipping()) {
      server.resume();
    }
    return true;
  }

  /**
   * Says that bytes of {@code direction} are missing between what was fed and what comes next.
   *
   * <p>If they lie within the frame under way, it goes on ({@link FrameSink#gap}). If not, what
   * comes is one {@link FrameKind#UNFRAMED} frame up to the next message boundary that can be
   * trusted: where the server has said ReadyForQuery, and the client then begins to speak with the
   * header of a request.
   *
   * @param count how many, or -1 when nobody knows
   * @return whether they lie within the frame under way
   */
  public boolean gap(Direction direction, long count) {
    Lane lane = lane(direction);
    if (count == 0) {
      return true;
    }
    speaker = direction;
    inStep = false;
    probing = false;
    if (lane.gapWithin(count)) {
      return true;
    }
    ready &= direction == Direction.FRONTEND;
    String reason = count < 0 ? "bytes are missing" : count + " bytes are missing";
    boolean starting =
        !unanswered.isEmpty() || lane(direction.opposite()).framing == Framing.STARTUP;
    if (starting || lane.framing == Framing.STARTUP) {
      loseTrack(reason);
    } else {
      lane.skip(reason);
    }
    return false;
  }

  private void loseTrack(String reason) {
    unanswered.clear();
    switchBoth(Framing.UNKNOWN);
    frontend.skip(reason);
    backend.skip(reason);
  }

  /** Says that {@code direction} has ended; a frame under way is passed on as broken. */
  public void finish(Direction direction) {
    lane(direction).finish();
  }

  /** Returns how many bytes of {@code direction} are in no frame yet: of a header, mostly. */
  public int heldBytes(Direction direction) {
    return lane(direction).held();
  }

  private void open(Lane lane, ByteBuffer in) {
    if (lane.direction == Direction.BACKEND && !unanswered.isEmpty()) {
      openAnswer(lane, in);
      return;
    }
    switch (lane.framing) {
      case STARTUP -> openStartup(lane, in);
      case UNKNOWN, MESSAGES -> openMessage(lane, in);
      case TLS -> openTlsRecord(lane, in);
      case GSS -> openGssPacket(lane, in);
      case SILENCE -> lane.beginEndless("bytes on a connection that carried a CancelRequest");
    }
  }

  private void openStartup(Lane lane, ByteBuffer in) {
    if (!lane.collect(in, 1)) {
      return;
    }
    if (lane.direction == Direction.BACKEND) {
      // A server that cannot even fork says so at once; nobody else speaks before the client.
      if (lane.unsigned(0) == 'E') {
        openMessage(lane, in);
      } else {
        lane.beginEndless("the server spoke before the client: this is not PostgreSQL");
      }
    } else if (lane.unsigned(0) == 0x16) {
      if (unanswered.isEmpty()) {
        switchBoth(Framing.TLS);
      } else {
        frontend.framing = Framing.TLS;
      }
      openTlsRecord(lane, in);
    } else if (lane.collect(in, 8)) {
      openStartupPacket(lane, lane.int32(0), lane.int32(4));
    }
  }

  private void openStartupPacket(Lane lane, int length, int code) {
    if (length < ProtocolCode.MIN_STARTUP_LENGTH || length > ProtocolCode.MAX_STARTUP_LENGTH) {
      lane.beginEndless(Faults.startupPacket(lane, length));
      backend.framing = Framing.MESSAGES;
      return;
    }
    switch (code) {
      case ProtocolCode.SSL_REQUEST, ProtocolCode.GSSENC_REQUEST -> unanswered.add(code);
      case ProtocolCode.CANCEL_REQUEST -> switchBoth(Framing.SILENCE);
      default -> switchBoth(Framing.MESSAGES);
    }
    lane.begin(FrameKind.STARTUP, length);
  }

  private void openAnswer(Lane lane, ByteBuffer in) {
    if (!lane.collect(in, 1)) {
      return;
    }
    boolean ssl = unanswered.peek() == ProtocolCode.SSL_REQUEST;
    int answer = lane.unsigned(0);
    if (answer == 'E') {
      // Neither TLS nor a second try can follow an error.
      if (lane.collect(in, 5)) {
        unanswered.clear();
        backend.framing = Framing.MESSAGES;
        openMessage(lane, in);
      }
      return;
    }
    unanswered.remove();
    if (answer == 'N') {
      lane.begin(FrameKind.NEGOTIATION_ANSWER, 1);
    } else if (answer == (ssl ? 'S' : 'G')) {
      switchBoth(ssl ? Framing.TLS : Framing.GSS);
      lane.begin(FrameKind.NEGOTIATION_ANSWER, 1);
    } else {
      lane.beginEndless(Faults.answer(answer, ssl ? "SSLRequest" : "GSSENCRequest"));
    }
  }

  private void openMessage(Lane lane, ByteBuffer in) {
    if (!lane.collect(in, 5)) {
      return;
    }
    int type = lane.unsigned(0);
    int length = lane.int32(1);
    boolean backend = lane.direction == Direction.BACKEND;
    if (backend) {
      ready = type == 'Z';
    } else {
      asks(type, length);
      inStep = false;
    }
    if (backend && type == 'R') {
      authenticating = false;
    }
    int limit = ProtocolCode.limit(lane.direction, type);
    if (backend && type == 'E' && authenticating && (length < 8 || length > 30000)) {
      lane.beginUpToNul();
    } else if (length < 4 || length > limit) {
      lane.beginEndless(Faults.messageLength(type, limit, length));
    } else {
      lane.begin(FrameKind.MESSAGE, 1L + length);
    }
  }

  private void openTlsRecord(Lane lane, ByteBuffer in) {
    if (!lane.collect(in, 1)) {
      return;
    }
    if (lane.unsigned(0) < 20 || lane.unsigned(0) > 24) {
      lane.beginEndless(Faults.tlsRecordType(lane.unsigned(0)));
    } else if (lane.collect(in, TLS_HEADER)) {
      int length = lane.int16(3);
      if (lane.unsigned(1) == 3 && length <= LONGEST_TLS_RECORD) {
        lane.begin(FrameKind.TLS_RECORD, TLS_HEADER + (long) length);
      } else {
        lane.beginEndless("a TLS record has version 3.x and at most 18432 bytes");
      }
    }
  }

  private void openGssPacket(Lane lane, ByteBuffer in) {
    if (lane.collect(in, 4)) {
      int length = lane.int32(0);
      if (length >= 0 && length <= LONGEST_GSS_PACKET) {
        lane.begin(FrameKind.GSS_PACKET, 4L + length);
      } else {
        lane.beginEndless(Faults.gssPacketLength(length));
      }
    }
  }

  private void switchBoth(Framing framing) {
    frontend.framing = framing;
    backend.framing = framing;
  }
}
