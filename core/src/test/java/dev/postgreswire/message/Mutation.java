package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import java.util.Random;

/** Changes that break a message in the ways in which messages break. */
final class Mutation {
  private Mutation() {}

  static Bytes of(Bytes bytes, Random random) {
    if (bytes.isEmpty()) {
      return Bytes.of((byte) random.nextInt());
    }
    int at = random.nextInt(bytes.length());
    return switch (random.nextInt(5)) {
      case 0 -> overwritten(bytes, at, (byte) random.nextInt());
      case 1 -> overwritten(bytes, at, (byte) 0xff, (byte) 0xff);
      case 2 -> overwritten(bytes, at, (byte) 0, (byte) 0, (byte) 0, (byte) random.nextInt());
      case 3 -> bytes.slice(0, at);
      default -> bytes.slice(0, at).plus(bytes.from(random.nextInt(bytes.length())));
    };
  }

  private static Bytes overwritten(Bytes bytes, int at, byte... with) {
    byte[] copy = bytes.toByteArray();
    for (int i = 0; i < with.length && at + i < copy.length; i++) {
      copy[at + i] = with[i];
    }
    return Bytes.wrap(copy);
  }
}
