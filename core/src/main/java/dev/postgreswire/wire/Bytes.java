package dev.postgreswire.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes, equal to another one with the same content.
 *
 * <p>A slice shares its parent's memory. Numbers are read big-endian, as everywhere in the
 * protocol.
 */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final VarHandle INT16 = view(short[].class);
  private static final VarHandle INT32 = view(int[].class);
  private static final VarHandle INT64 = view(long[].class);
  private static final long NOT_ASCII = 0x8080808080808080L;
  private static final long EACH_BYTE = 0x0101010101010101L;

  private final byte[] array;
  private final int offset;
  private final int length;

  private static VarHandle view(Class<?> arrayClass) {
    return MethodHandles.byteArrayViewVarHandle(arrayClass, ByteOrder.BIG_ENDIAN);
  }

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Returns a copy of {@code bytes}. */
  public static Bytes of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone(), 0, bytes.length);
  }

  /** Returns a copy of {@code length} bytes of {@code source} from {@code offset} on. */
  public static Bytes copyOf(byte[] source, int offset, int length) {
    return length == 0
        ? EMPTY
        : new Bytes(Arrays.copyOfRange(source, offset, offset + length), 0, length);
  }

  /** Returns a copy of what remains in {@code buffer}, whose position does not change. */
  public static Bytes copyOf(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    return wrap(copy);
  }

  /** Returns a view of {@code bytes} without a copy; the caller gives the array away. */
  public static Bytes wrap(byte[] bytes) {
    return wrap(bytes, 0, bytes.length);
  }

  /** Returns a view of a part of {@code bytes} without a copy; that part never changes again. */
  public static Bytes wrap(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new IndexOutOfBoundsException(
          "offset " + offset + ", length " + length + " in an array of " + bytes.length);
    }
    return length == 0 ? EMPTY : new Bytes(bytes, offset, length);
  }

  /** Returns the bytes that {@code hex} spells; white space between digits is ignored. */
  public static Bytes ofHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex.replaceAll("\\s+", "")));
  }

  /** Returns {@code text} in {@code charset}, without a terminator. */
  public static Bytes of(String text, Charset charset) {
    return wrap(text.getBytes(charset));
  }

  /** Returns how many bytes there are. */
  public int length() {
    return length;
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return length == 0;
  }

  /** Returns the byte at {@code index}, signed. */
  public byte get(int index) {
    check(index, 1);
    return array[offset + index];
  }

  /** Returns the byte at {@code index} as 0 to 255. */
  public int unsigned(int index) {
    return get(index) & 0xFF;
  }

  /** Returns the two bytes at {@code index}, signed. */
  public short int16(int index) {
    check(index, 2);
    return (short) INT16.get(array, offset + index);
  }

  /** Returns the four bytes at {@code index}, signed. */
  public int int32(int index) {
    check(index, 4);
    return (int) INT32.get(array, offset + index);
  }

  /** Returns the eight bytes at {@code index}, signed. */
  public long int64(int index) {
    check(index, 8);
    return (long) INT64.get(array, offset + index);
  }

  /** Returns the index of the first {@code value} at or after {@code from}, or -1. */
  public int indexOf(byte value, int from) {
    int at = offset + Math.max(0, from);
    int end = offset + length;
    long wanted = (value & 0xFF) * EACH_BYTE;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long others = (long) INT64.get(array, at) ^ wanted; // 0 where it is
      if (((others - EACH_BYTE) & ~others & NOT_ASCII) != 0) {
        break; // it is among these
      }
    }
    for (; at < end; at++) {
      if (array[at] == value) {
        return at - offset;
      }
    }
    return -1;
  }

  /** Returns whether all bytes are below 128. */
  boolean isAscii() {
    int at = offset;
    int end = offset + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      if (((long) INT64.get(array, at) & NOT_ASCII) != 0) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (array[at] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes from {@code from} to the end, sharing memory. */
  public Bytes from(int from) {
    return slice(from, length - from);
  }

  /** Returns {@code count} bytes from {@code from} on, sharing memory. */
  public Bytes slice(int from, int count) {
    check(from, count);
    return wrap(array, offset + from, count);
  }

  /** Returns these bytes followed by {@code other}, copied. */
  public Bytes plus(Bytes other) {
    byte[] joined = Arrays.copyOfRange(array, offset, offset + length + other.length);
    System.arraycopy(other.array, other.offset, joined, length, other.length);
    return wrap(joined);
  }

  /** Returns whether the first bytes are those of {@code prefix}. */
  public boolean startsWith(Bytes prefix) {
    return length >= prefix.length && slice(0, prefix.length).equals(prefix);
  }

  /** Returns a copy as an array. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Returns a read-only buffer over these bytes. */
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /** Copies all bytes into {@code target} from {@code at} on. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /** Copies {@code count} bytes from {@code from} on into {@code target} from {@code at} on. */
  public void copyTo(int from, int count, byte[] target, int at) {
    check(from, count);
    System.arraycopy(array, offset + from, target, at, count);
  }

  /** Returns the text in {@code charset}; what cannot be decoded becomes U+FFFD. */
  public String toString(Charset charset) {
    return new String(array, offset, length, charset);
  }

  /** Returns the lower-case hexadecimal digits, two a byte, without spaces. */
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** Returns the length and the first bytes in hexadecimal; for people, not for parsing. */
  @Override
  public String toString() {
    String hex = slice(0, Math.min(length, 32)).toHex();
    return "[" + length + " bytes " + hex + (length > 32 ? "…]" : "]");
  }

  private void check(int from, int count) {
    if (from < 0 || count < 0 || count > length - from) {
      throw new IndexOutOfBoundsException(count + " bytes at " + from + " of " + length);
    }
  }
}
