/**
 * Type OID, format and bytes to a value that a test compares with and a person reads.
 *
 * <p>Start with {@link dev.postgreswire.type.Values}, which decodes, and with {@link
 * dev.postgreswire.type.TypedValue}, which it gives. {@link dev.postgreswire.type.PgType} names the
 * types. Every type is a package-private {@code Codec}; {@code Codecs} says which one serves which
 * type.
 *
 * <p>What holds here: no bytes make {@code Values.decode} throw; nothing is allocated because a
 * count, a weight or a dimension claims it; the text of a binary value is the server's own text of
 * it, with {@code DateStyle} ISO, {@code IntervalStyle} postgres, {@code TimeZone} UTC, {@code
 * bytea_output} hex and {@code extra_float_digits} 1. The last is checked against real servers.
 */
package dev.postgreswire.type;
