package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameDecoder;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Ours: {@link FrameDecoder}, {@link MessageDecoder} and the values of columns. */
final class CodecDecoder implements Decoder {
  @Override
  public void decode(Session session, Level level, Consumer<Object> out) {
    FrameSink sink = level == Level.FRAMING ? new Ends(out) : new Messages(level, out);
    FrameDecoder decoder = FrameDecoder.withinSession(sink);
    for (Session.Piece piece : session.pieces()) {
      decoder.feed(piece.direction(), ByteBuffer.wrap(piece.bytes()));
    }
  }

  /** Says where frames are. */
  private static class Ends implements FrameSink {
    private final Consumer<Object> out;

    Ends(Consumer<Object> out) {
      this.out = out;
    }

    @Override
    public void begin(Direction direction, FrameKind kind, long size, String fault) {}

    @Override
    public void data(Direction direction, ByteBuffer bytes) {
      out.accept(bytes);
    }

    @Override
    public void gap(Direction direction, long count, String fault) {}

    @Override
    public void end(Direction direction) {
      out.accept(direction);
    }

    @Override
    public void broken(Direction direction, String fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** Decodes each frame where it lies, as the others do, and copies it only from two pieces. */
  private static final class Messages implements FrameSink {
    private final Consumer<Object> out;
    private final Columns columns;
    private DecodingContext context = DecodingContext.initial();
    private FrameKind kind;
    private long position;
    private int size;
    private Bytes bytes;
    private byte[] parts;
    private int kept;

    Messages(Level level, Consumer<Object> out) {
      this.out = out;
      this.columns = new Columns(level, out);
    }

    @Override
    public void begin(Direction direction, FrameKind frameKind, long frameSize, String fault) {
      kind = frameKind;
      size = (int) frameSize;
      bytes = null;
      parts = null;
      kept = 0;
    }

    @Override
    public void data(Direction direction, ByteBuffer data) {
      int count = data.remaining();
      if (count == size) {
        bytes = Bytes.wrap(data.array(), data.arrayOffset() + data.position(), count);
        return;
      }
      if (parts == null) {
        parts = new byte[size];
        bytes = Bytes.wrap(parts);
      }
      data.get(parts, kept, count);
      kept += count;
    }

    @Override
    public void gap(Direction direction, long count, String fault) {}

    @Override
    public void end(Direction direction) {
      Frame frame = new Frame(direction, kind, position, size, bytes, "");
      position += size;
      Message message = MessageDecoder.decode(frame, context);
      context = context.after(message);
      out.accept(message);
      columns.take(message, context);
    }

    @Override
    public void broken(Direction direction, String fault) {
      throw new IllegalStateException(fault);
    }
  }
}
