package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.Charset;

/** Messages to the bytes of frames, the counterpart of {@link MessageDecoder}. */
public final class MessageEncoder {
  private MessageEncoder() {}

  /**
   * Returns the whole frame of {@code message}: type byte, length and body, as far as its framing
   * has them.
   *
   * @param charset the client's encoding, in which text is written
   */
  public static Bytes encode(Message message, Charset charset) {
    WireWriter out = new WireWriter(charset);
    FrameKind kind = message.type().frameKind();
    if (kind == FrameKind.MESSAGE) {
      out.int8(message.type().typeByte());
    }
    int start = out.size();
    boolean hasLength = kind == FrameKind.MESSAGE || kind == FrameKind.STARTUP;
    if (hasLength) {
      out.int32(0);
    }
    message.encode(out);
    if (hasLength) {
      out.setInt32(start, out.size() - start);
    }
    return out.toBytes();
  }
}
