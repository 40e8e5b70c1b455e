package dev.postgreswire.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The connections that wait for a listener of this machine to accept them, as Linux tells. A client
 * is connected a moment before it waits there, so that only this tells when a queue is full.
 */
public final class AcceptQueue {
  private static final String LISTENS = "0A";

  private AcceptQueue() {}

  /** Waits until so many wait. */
  public static void awaitLength(int port, int length) {
    Await.until(length + " wait at port " + port, () -> length(port) == length);
  }

  private static int length(int port) {
    String address = String.format(Locale.ROOT, ":%04X", port);
    try (Stream<String> tcp4 = Files.lines(Path.of("/proc/net/tcp"));
        Stream<String> tcp6 = Files.lines(Path.of("/proc/net/tcp6"))) {
      return Stream.concat(tcp4, tcp6)
          .map(line -> line.trim().split("\\s+"))
          .filter(field -> field[1].endsWith(address) && field[3].equals(LISTENS))
          .mapToInt(field -> Integer.parseInt(field[4].substring(field[4].indexOf(':') + 1), 16))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
