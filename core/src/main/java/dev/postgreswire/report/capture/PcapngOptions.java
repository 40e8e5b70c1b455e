package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The options at the end of a block, by their codes; of those that repeat, the first. */
final class PcapngOptions {
  private final Map<Integer, ByteBuffer> values = new HashMap<>();

  private PcapngOptions() {}

  /** Reads as many as make sense. */
  static PcapngOptions read(ByteBuffer body) {
    PcapngOptions options = new PcapngOptions();
    while (body.remaining() >= 4) {
      int code = body.getShort() & 0xFFFF;
      int length = body.getShort() & 0xFFFF;
      if (code == 0 || length > body.remaining()) {
        break;
      }
      options.values.putIfAbsent(code, body.slice().limit(length).slice().order(body.order()));
      body.position(Math.min(body.limit(), body.position() + ((length + 3) & ~3)));
    }
    return options;
  }

  /** Returns a number of one byte. */
  OptionalLong uint8(int code) {
    ByteBuffer value = values.get(code);
    return value == null || value.remaining() < 1
        ? OptionalLong.empty()
        : OptionalLong.of(value.get(0) & 0xFF);
  }

  /** Returns a number of eight bytes. */
  OptionalLong int64(int code) {
    ByteBuffer value = values.get(code);
    return value == null || value.remaining() < 8
        ? OptionalLong.empty()
        : OptionalLong.of(value.getLong(0));
  }
}
