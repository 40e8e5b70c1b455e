package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameDecoder;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Passes on the bytes of one connection with the secrets in them overwritten. Frames that may hold
 * some wait until they are complete, or too large to look at: then what follows is overwritten.
 */
final class MaskedWire {
  /** What can be seen of a query is as much as elsewhere in a stream: its first MiB. */
  private static final int LONGEST_LOOKED_AT = 1 << 20;

  private static final Bytes READY = Bytes.ofHex("5a0000000549");

  private final Out out;
  private final boolean masking;
  private final FrameDecoder decoder;
  private final PlaintextMask mask = new PlaintextMask();
  private final Map<Direction, Lane> lanes = new EnumMap<>(Direction.class);

  /** Takes what is passed on. */
  interface Out {
    /** The next bytes of a direction; the buffer is valid only during the call. */
    void bytes(Direction direction, ByteBuffer bytes);

    /** Something is to be said of the bytes that follow. */
    void remark(String text);

    /** The client began a TLS session, which its 32 random bytes name. */
    void clientHello(Bytes random);
  }

  /**
   * Creates one.
   *
   * @param masking whether anything is overwritten
   * @param partial whether the beginning of the connection is not there
   */
  MaskedWire(Out out, boolean masking, boolean partial) {
    this.out = out;
    this.masking = masking;
    for (Direction direction : Direction.values()) {
      lanes.put(direction, new Lane(direction));
    }
    this.decoder = partial ? FrameDecoder.midStream(new Sink()) : new FrameDecoder(new Sink());
  }

  /** Creates one of a connection whose next byte of each side begins a message. */
  static MaskedWire continued(Out out, boolean masking) {
    MaskedWire wire = new MaskedWire(out, masking, true);
    if (masking) {
      // As if the server had just been heard to be ready, what is asked next can be trusted.
      wire.lanes.get(Direction.BACKEND).made = READY.length();
      wire.feed(Direction.BACKEND, READY.toByteBuffer());
    }
    return wire;
  }

  /** Bytes are missing. */
  void gap(Direction direction, long count) {
    decoder.gap(direction, count);
  }

  void feed(Direction direction, ByteBuffer bytes) {
    decoder.feed(direction, bytes);
  }

  void finish() {
    for (Direction direction : Direction.values()) {
      decoder.finish(direction);
    }
  }

  private final class Sink implements FrameSink {
    @Override
    public void begin(Direction direction, FrameKind kind, long size, String fault) {
      lanes.get(direction).begin(kind, size, fault);
    }

    @Override
    public void data(Direction direction, ByteBuffer bytes) {
      lanes.get(direction).data(bytes);
    }

    @Override
    public void gap(Direction direction, long count, String fault) {
      lanes.get(direction).gap(fault);
    }

    @Override
    public void end(Direction direction) {
      lanes.get(direction).end("");
    }

    @Override
    public void broken(Direction direction, String fault) {
      lanes.get(direction).end(fault);
    }
  }

  /** What happens with the bytes of a frame. */
  private enum Way {
    UNDECIDED,
    PASSED,
    HELD,
    OVERWRITTEN
  }

  private final class Lane {
    private final Direction direction;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private FrameKind kind = FrameKind.UNFRAMED;
    private long size;
    private Way way = Way.UNDECIDED;
    private boolean helloSeen;

    /** Why the bytes that come are overwritten, unless that was said. */
    private String reason = "";

    /** So many of the bytes that come never were on the wire. */
    private int made;

    Lane(Direction direction) {
      this.direction = direction;
    }

    void begin(FrameKind frameKind, long frameSize, String fault) {
      kind = frameKind;
      size = frameSize;
      boolean unframed = kind == FrameKind.UNFRAMED && masking;
      way = unframed ? Way.OVERWRITTEN : Way.UNDECIDED;
      reason = unframed ? fault : "";
    }

    void data(ByteBuffer buffer) {
      if (way == Way.UNDECIDED) {
        way = decide(buffer.get(buffer.position()) & 0xFF);
      }
      switch (way) {
        case HELD -> hold(copy(buffer, buffer.remaining()));
        case OVERWRITTEN -> overwrite(buffer.remaining());
        default -> out.bytes(direction, buffer);
      }
    }

    private static byte[] copy(ByteBuffer buffer, int count) {
      byte[] bytes = new byte[count];
      buffer.get(bytes);
      return bytes;
    }

    /** Decides by the first byte of a frame, which is the type of a message. */
    private Way decide(int type) {
      if (kind == FrameKind.TLS_RECORD) {
        return direction == Direction.FRONTEND && !helloSeen ? Way.HELD : Way.PASSED;
      }
      return masking && PlaintextMask.isToBeRead(direction, kind, type) ? Way.HELD : Way.PASSED;
    }

    private void hold(byte[] bytes) {
      int count = Math.min(bytes.length, LONGEST_LOOKED_AT - held.size());
      held.write(bytes, 0, count);
      if (count < bytes.length) {
        release("");
        out.remark("longer than 1 MiB: the rest was not looked at, and is overwritten");
        way = Way.OVERWRITTEN;
        overwrite(bytes.length - count);
      }
    }

    /** What follows cannot be looked at together with what came before. */
    void gap(String fault) {
      if (way == Way.HELD) {
        release(fault);
        out.remark(fault + ": the rest was not looked at, and is overwritten");
        way = Way.OVERWRITTEN;
      }
    }

    private void overwrite(int count) {
      int unsent = Math.min(count, made);
      made -= unsent;
      if (count > unsent) {
        sayWhy();
        byte[] stars = new byte[count - unsent];
        Arrays.fill(stars, (byte) '*');
        out.bytes(direction, ByteBuffer.wrap(stars));
      }
    }

    private void sayWhy() {
      if (!reason.isEmpty()) {
        out.remark("not decoded, so overwritten with asterisks: " + reason);
        reason = "";
      }
    }

    private void release(String fault) {
      byte[] bytes = held.toByteArray();
      held.reset();
      if (kind == FrameKind.TLS_RECORD) {
        hello(bytes);
      } else {
        long whole = Math.max(size, bytes.length);
        Bytes original = Bytes.of(bytes);
        mask.mask(new Frame(direction, kind, 0, whole, original, fault), bytes);
        if (!Bytes.wrap(bytes).equals(original)) {
          out.remark("secrets are overwritten with asterisks");
        }
      }
      out.bytes(direction, ByteBuffer.wrap(bytes));
    }

    /**
     * A ClientHello: record header, handshake header, version, random (RFC 8446, section 4.1.2).
     */
    private void hello(byte[] record) {
      helloSeen = true;
      if (record.length >= 43 && record[0] == 22 && record[5] == 1) {
        out.clientHello(Bytes.copyOf(record, 11, 32));
      }
    }

    void end(String fault) {
      if (way == Way.HELD) {
        release(fault);
      }
      way = Way.UNDECIDED;
    }
  }
}
