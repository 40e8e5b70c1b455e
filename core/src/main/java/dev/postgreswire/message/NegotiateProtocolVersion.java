package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * Says that the server knows only an older protocol, or not all of the options asked for.
 *
 * @param version the newest version the server supports, as it was sent: the manual says its minor
 *     version, servers send all 32 bits
 * @param options the {@code _pq_.} options it did not know
 */
public record NegotiateProtocolVersion(int version, List<String> options)
    implements BackendMessage {
  /** Copies the lists. */
  public NegotiateProtocolVersion {
    options = List.copyOf(options);
  }

  static NegotiateProtocolVersion decode(WireReader in) {
    return new NegotiateProtocolVersion(
        in.int32("version"), in.list("options", in.int32("optionCount"), Codec.STRING));
  }

  @Override
  public MessageType type() {
    return MessageType.NEGOTIATE_PROTOCOL_VERSION;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(version).int32(options.size());
    options.forEach(out::cString);
  }

  /** Returns the newest version the server supports, whichever of the two forms it was sent in. */
  public ProtocolVersion newest() {
    return version >>> 16 == 0 ? new ProtocolVersion(3, version) : ProtocolVersion.of(version);
  }
}
