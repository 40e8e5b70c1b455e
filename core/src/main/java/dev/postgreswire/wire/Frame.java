package dev.postgreswire.wire;

import java.util.Objects;

/**
 * One frame with its exact bytes, type byte and length word included.
 *
 * @param direction who sent it
 * @param kind how it is delimited
 * @param position where it begins: bytes of this direction before it, from 0
 * @param size how many bytes it had on the wire, whatever is kept of them
 * @param bytes its first bytes; fewer than {@code size} when a memory limit cut it or when the
 *     connection ended within it
 * @param fault why it is not a proper frame; empty when it is one
 */
public record Frame(
    Direction direction, FrameKind kind, long position, long size, Bytes bytes, String fault) {

  /** Checks that nothing is missing. */
  public Frame {
    Objects.requireNonNull(direction);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(bytes);
    Objects.requireNonNull(fault);
  }

  /** Returns whether bytes are missing, so that only its size and its beginning can be told. */
  public boolean isCut() {
    return bytes.length() < size;
  }

  /** Returns the type byte of a {@link FrameKind#MESSAGE} as 0 to 255, or -1 for other kinds. */
  public int type() {
    return kind == FrameKind.MESSAGE && !bytes.isEmpty() ? bytes.unsigned(0) : -1;
  }

  /**
   * Returns the length as the protocol counts it: the length word, which excludes the type byte.
   *
   * <p>For frames without a length word it is their size.
   */
  public long length() {
    return kind == FrameKind.MESSAGE ? size - 1 : size;
  }

  /** Returns how many bytes precede the body: type byte and length word. */
  public int headerSize() {
    return switch (kind) {
      case MESSAGE, TLS_RECORD -> 5;
      case STARTUP, GSS_PACKET -> 4;
      case NEGOTIATION_ANSWER, LEGACY_ERROR, UNFRAMED -> 0;
    };
  }

  /** Returns what is kept of the body. */
  public Bytes body() {
    return bytes.from(Math.min(headerSize(), bytes.length()));
  }
}
