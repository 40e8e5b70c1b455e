package dev.postgreswire.message;

/**
 * A version of the protocol.
 *
 * @param major 3 for all that is alive
 * @param minor 0, 2, or what a client makes up to see whether servers negotiate
 */
public record ProtocolVersion(int major, int minor) implements Comparable<ProtocolVersion> {
  /** What every server since 7.4 speaks. */
  public static final ProtocolVersion V3_0 = new ProtocolVersion(3, 0);

  /** Since PostgreSQL 18: cancel keys of any length. */
  public static final ProtocolVersion V3_2 = new ProtocolVersion(3, 2);

  /** Returns the version that {@code code} stands for: the major one in the upper 16 bits. */
  public static ProtocolVersion of(int code) {
    return new ProtocolVersion(code >>> 16, code & 0xFFFF);
  }

  /** Returns it as it is on the wire: the major version in the upper 16 bits. */
  public int code() {
    return (major << 16) | (minor & 0xFFFF);
  }

  @Override
  public int compareTo(ProtocolVersion other) {
    return Integer.compareUnsigned(code(), other.code());
  }

  /** Returns {@code major.minor}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
