package dev.postgreswire.message.replication;

/**
 * A position in the write-ahead log.
 *
 * @param value its number, unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {
  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  /**
   * Returns it as PostgreSQL up to 18 writes it: two halves in hexadecimal, {@code 16/B374D848}.
   */
  @Override
  public String toString() {
    return String.format("%X/%X", value >>> 32, value & 0xFFFFFFFFL);
  }
}
