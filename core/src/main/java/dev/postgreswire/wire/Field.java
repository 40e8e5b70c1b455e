package dev.postgreswire.wire;

/**
 * A field of a message: its name, where it lies in the frame, and what was read.
 *
 * @param name its name in the PostgreSQL manual, in camel case; elements of a repeated group carry
 *     an index and a path ({@code fields[0].name})
 * @param offset where it begins, in bytes from the beginning of the frame
 * @param length how many bytes it takes, terminator included
 * @param value what was read: a {@code String}, a number, {@link Bytes}, or a value type
 */
public record Field(String name, int offset, int length, Object value) {}
