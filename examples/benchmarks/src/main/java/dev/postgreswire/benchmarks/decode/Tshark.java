package dev.postgreswire.benchmarks.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's tshark, on the same session as a capture. What it takes to start is measured with a
 * capture without packets, and taken off.
 *
 * <p>Framing is reading packets and putting TCP together, Postgres left out; messages is the
 * dissector at work, which counts them and prints one figure; text and values are their printing,
 * which is the only way to have them.
 */
final class Tshark {
  private static final int BLOCK_HEADERS = 8;

  private final Path empty;

  Tshark(RecordedSession session) throws IOException {
    byte[] capture = Files.readAllBytes(file(session));
    this.empty = session.base().resolveSibling("empty.pcapng");
    // The section header alone, in the byte order in which Pcapng writes.
    int length = lengthOfFirstBlock(capture);
    Files.write(empty, java.util.Arrays.copyOf(capture, length));
  }

  private static int lengthOfFirstBlock(byte[] capture) {
    int big = 0;
    int little = 0;
    for (int i = 0; i < 4; i++) {
      big = (big << 8) | (capture[4 + i] & 0xFF);
      little |= (capture[4 + i] & 0xFF) << (8 * i);
    }
    boolean isLittle = capture[BLOCK_HEADERS] == 0x4D;
    return isLittle ? little : big;
  }

  private static Path file(RecordedSession session) {
    return Path.of(session.base() + ".pcapng");
  }

  /** Returns how long it takes over both sides of a session, in nanoseconds. */
  double run(Level level, RecordedSession session) throws IOException, InterruptedException {
    double start = time(command(level, session, empty));
    return time(command(level, session, file(session))) - start;
  }

  /** Returns how many messages the dissector sees. */
  String count(RecordedSession session) throws IOException, InterruptedException {
    return Programs.run(Path.of("."), command(Level.MESSAGES, session, file(session)));
  }

  private static double time(List<String> command) throws IOException, InterruptedException {
    long before = System.nanoTime();
    Programs.run(Path.of("."), command);
    return System.nanoTime() - before;
  }

  private static List<String> command(Level level, RecordedSession session, Path file) {
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
    command.addAll(
        switch (level) {
          case FRAMING -> List.of("-q", "--disable-protocol", "pgsql", "-z", "io,stat,0");
          case MESSAGES -> List.of("-q", "-z", "io,stat,0,COUNT(pgsql.type)pgsql.type");
          case TEXT, VALUES -> List.of("-T", "fields", "-e", "pgsql.type", "-e", "pgsql.val.data");
        });
    command.addAll(List.of("-d", "tcp.port==" + session.port() + ",pgsql"));
    return command;
  }
}
