package dev.postgreswire.report.capture;

import dev.postgreswire.wire.Bytes;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One end of a TCP connection.
 *
 * @param address the bytes of an IPv4 or IPv6 address
 */
record Endpoint(Bytes address, int port) {
  private static final int GROUPS = 8;

  /** Returns {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return address.length() == 4 ? v4() + ":" + port : "[" + v6() + "]:" + port;
  }

  private String v4() {
    return IntStream.range(0, 4)
        .mapToObj(i -> String.valueOf(address.unsigned(i)))
        .collect(Collectors.joining("."));
  }

  /** As RFC 5952 has it: the longest run of zeros, the first of them, is left out. */
  private String v6() {
    int from = 0;
    int length = 1; // one zero alone is written
    for (int i = 0; i < GROUPS; i++) {
      if (zeros(i) > length) {
        from = i;
        length = zeros(i);
      }
    }
    return length == 1 ? groups(0, GROUPS) : groups(0, from) + "::" + groups(from + length, GROUPS);
  }

  private int zeros(int from) {
    int i = from;
    while (i < GROUPS && address.int16(2 * i) == 0) {
      i++;
    }
    return i - from;
  }

  private String groups(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toHexString(address.int16(2 * i) & 0xFFFF))
        .collect(Collectors.joining(":"));
  }
}
