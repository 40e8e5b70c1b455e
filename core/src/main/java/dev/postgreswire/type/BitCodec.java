package dev.postgreswire.type;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;

/** {@code bit} and {@code varbit}. Source: {@code varbit_recv} in {@code varbit.c}. */
final class BitCodec {
  static final Codec INSTANCE = Codec.textual(BitCodec::bits);

  private BitCodec() {}

  private static String bits(WireReader in) {
    int count = in.int32("bits");
    if (count < 0 || (count + 7L) / 8 != in.remaining()) {
      throw in.fault("bits", "is " + count + ", the bytes are " + in.remaining(), 0);
    }
    Bytes bytes = in.rest("value");
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append((bytes.unsigned(i / 8) >> (7 - i % 8)) & 1);
    }
    return text.toString();
  }
}
