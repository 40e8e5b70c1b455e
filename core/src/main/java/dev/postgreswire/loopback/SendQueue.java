package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a client on this machine has written that has not reached us. The kernel delivers what fits
 * into the receiver's window before the client's {@code write} returns. The rest waits with the
 * client, and comes as room is made, a moment later on a busy machine: until then our socket gives
 * nothing although there is something.
 *
 * <p>Linux tells, in {@code /proc/net/tcp} (see {@code proc(5)}). Where there is no such file, and
 * for clients of other network namespaces, nothing is known to be under way.
 */
final class SendQueue {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp6"), Path.of("/proc/net/tcp"));

  private SendQueue() {}

  /** Returns whether the client at {@code clientPort} has no bytes for {@code ourPort} left. */
  static boolean isEmpty(int clientPort, int ourPort) {
    String local = String.format(Locale.ROOT, ":%04X", clientPort);
    String remote = String.format(Locale.ROOT, ":%04X", ourPort);
    return TABLES.stream().noneMatch(table -> holdsBytes(table, local, remote));
  }

  private static boolean holdsBytes(Path table, String local, String remote) {
    try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
      return lines
          .map(line -> line.trim().split(" +", 6))
          .filter(field -> field.length == 6)
          .filter(field -> field[1].endsWith(local) && field[2].endsWith(remote))
          .anyMatch(field -> !field[4].startsWith("00000000:"));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
