package dev.postgreswire.type;

import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.Bytes;
import java.util.Optional;

/**
 * A parameter or a column: the bytes on the wire and what they mean.
 *
 * <p>The class of {@code value} depends on the type alone, not on the format: {@code Boolean};
 * {@code Short}, {@code Integer}, {@code Long}; {@code Long} for the unsigned 32-bit types such as
 * {@code oid}, {@code BigInteger} for {@code xid8} and {@code oid8}; {@code Float}, {@code Double};
 * {@code BigDecimal} for {@code numeric} and {@code money}; {@link Bytes} for binary strings;
 * {@code LocalDate}, {@code LocalTime}, {@code OffsetTime}, {@code LocalDateTime}, {@code
 * OffsetDateTime} (in UTC); {@link Interval}; {@code UUID}; an unmodifiable {@code List} for
 * arrays, nested for those of more dimensions, with null for NULL; and {@code String}, equal to the
 * text, for all others. What these classes cannot hold, such as {@code NaN}, {@code infinity} or
 * {@code 24:00:00}, is a {@code String} too.
 *
 * @param type the OID of the type, 0 if nobody has said it
 * @param format how the bytes were sent
 * @param bytes as they were sent; empty for NULL
 * @param value the value; null for NULL; when there is a fault, the {@code String} if the format is
 *     text and else the bytes
 * @param text as sent, if the format is text; else what the server prints for this value; {@code
 *     NULL} for NULL; the bytes as {@code \x…} when they could not be read
 * @param fault why the value is not of the class that belongs to its type; empty if it is
 */
public record TypedValue(
    Oid type,
    Format format,
    Optional<Bytes> bytes,
    Object value,
    String text,
    Optional<String> fault) {

  /** Returns whether this is NULL. */
  public boolean isNull() {
    return bytes.isEmpty();
  }

  /**
   * Returns whether this is what a test expects, whatever the width of its numbers and whether the
   * driver has sent text or binary, with a type or without one. Numbers are compared by size, times
   * with an offset by instant, arrays ({@code List} or {@code Object[]}) element by element, and a
   * text also by what it says when read as one of the expected class.
   *
   * @param expected null for NULL, {@code byte[]} for {@link Bytes}, or any other object of a class
   *     named above, {@code Instant}, {@code ZonedDateTime}, or a {@code String} equal to {@link
   *     #text()}
   */
  public boolean matches(Object expected) {
    return isNull() ? expected == null : Matching.matches(value, expected) || text.equals(expected);
  }

  /** Returns the name of the type for people, as {@link PgType#nameOf} gives it. */
  public String typeName() {
    return PgType.nameOf(type);
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
