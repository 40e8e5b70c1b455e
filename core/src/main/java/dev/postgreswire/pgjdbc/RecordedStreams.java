package dev.postgreswire.pgjdbc;

import dev.postgreswire.loopback.PlaintextTap;
import dev.postgreswire.wire.Direction;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Streams of plaintext that is recorded before it goes on. */
final class RecordedStreams {
  private RecordedStreams() {}

  /** Returns a stream to the server. */
  static OutputStream out(OutputStream out, PlaintextTap tap) {
    return new Out(out, tap);
  }

  /** Returns a stream from the server. */
  static InputStream in(InputStream in, PlaintextTap tap) {
    return new In(in, tap);
  }

  private static final class Out extends FilterOutputStream {
    private final PlaintextTap tap;

    Out(OutputStream out, PlaintextTap tap) {
      super(out);
      this.tap = tap;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      tap.bytes(Direction.FRONTEND, ByteBuffer.wrap(bytes, offset, length).asReadOnlyBuffer());
      out.write(bytes, offset, length);
    }
  }

  private static final class In extends FilterInputStream {
    private final PlaintextTap tap;

    In(InputStream in, PlaintextTap tap) {
      super(in);
      this.tap = tap;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        tap.bytes(Direction.BACKEND, ByteBuffer.wrap(bytes, offset, count).asReadOnlyBuffer());
      }
      return count;
    }

    /** What is skipped would not be recorded, so it is read. */
    @Override
    public long skip(long count) throws IOException {
      byte[] skipped = new byte[(int) Math.min(count, 8192)];
      return count <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
    }

    /** What is read twice would be recorded twice. */
    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
