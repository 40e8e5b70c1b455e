package dev.postgreswire.wire;

import java.nio.charset.Charset;
import java.util.Arrays;

/** Writes the fields of messages, the counterpart of {@link WireReader}. */
public final class WireWriter {
  private final Charset charset;
  private byte[] buffer = new byte[64];
  private int size;

  /** Creates a writer of text in {@code charset}. */
  public WireWriter(Charset charset) {
    this.charset = charset;
  }

  /** Returns how many bytes have been written. */
  public int size() {
    return size;
  }

  /** Writes the low 8 bits. */
  public WireWriter int8(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Writes the low 16 bits. */
  public WireWriter int16(int value) {
    return int8(value >> 8).int8(value);
  }

  /** Writes 32 bits. */
  public WireWriter int32(int value) {
    return int16(value >> 16).int16(value);
  }

  /** Writes 64 bits. */
  public WireWriter int64(long value) {
    return int32((int) (value >> 32)).int32((int) value);
  }

  /** Writes text and a NUL. */
  public WireWriter cString(String value) {
    return bytes(Bytes.of(value, charset)).int8(0);
  }

  /** Writes bytes as they are. */
  public WireWriter bytes(Bytes value) {
    ensure(value.length());
    value.copyTo(buffer, size);
    size += value.length();
    return this;
  }

  /** Overwrites the 32 bits at {@code position}; for length words known only at the end. */
  public WireWriter setInt32(int position, int value) {
    for (int i = 0; i < 4; i++) {
      buffer[position + i] = (byte) (value >> (24 - 8 * i));
    }
    return this;
  }

  /** Returns a copy of what has been written. */
  public Bytes toBytes() {
    return Bytes.copyOf(buffer, 0, size);
  }

  private void ensure(int more) {
    if (more > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
