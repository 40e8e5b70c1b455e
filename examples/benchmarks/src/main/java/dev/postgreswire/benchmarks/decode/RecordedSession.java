package dev.postgreswire.benchmarks.decode;

import java.nio.file.Path;

/**
 * A session that has been recorded.
 *
 * @param name what it is like
 * @param base its files without their endings: {@code .session} and {@code .pcapng}
 * @param port the server's
 * @param size in bytes, both sides
 * @param messages how many, of both sides
 * @param serverSize in bytes, of what the server said
 * @param serverMessages how many of them the server's are
 */
record RecordedSession(
    String name,
    Path base,
    int port,
    long size,
    int messages,
    long serverSize,
    int serverMessages) {}
