package dev.postgreswire.message.copy;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * The header of COPY in binary format.
 *
 * @param flags bits 16 to 31 are critical; bit 16 says that rows have OIDs, which servers since 12
 *     neither send nor take
 * @param extension what nobody uses yet
 */
public record CopyHeader(int flags, Bytes extension) implements CopyBinary {
  /** The signature: it shows when something has changed line ends, zeros or high bits. */
  static final Bytes SIGNATURE = Bytes.ofHex("5047434f50590aff0d0a00");

  static CopyHeader decode(WireReader in) {
    int start = in.position();
    if (!in.bytes("signature", SIGNATURE.length()).equals(SIGNATURE)) {
      throw in.fault("signature", "is not that of a binary COPY", start);
    }
    int flags = in.int32("flags");
    return new CopyHeader(flags, in.bytes("extension", in.int32("extensionLength")));
  }

  @Override
  public void encode(WireWriter out) {
    out.bytes(SIGNATURE).int32(flags).int32(extension.length()).bytes(extension);
  }
}
