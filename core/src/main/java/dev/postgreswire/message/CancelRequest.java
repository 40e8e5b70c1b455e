package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.ProtocolCode;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Asks, on a connection of its own, to cancel the statement another connection is running.
 *
 * @param processId the process ID of the target, from its {@link BackendKeyData}
 * @param secretKey the secret key of the target: 4 bytes in protocol 3.0, 4 to 256 in 3.2
 */
public record CancelRequest(int processId, Bytes secretKey) implements FrontendMessage {
  static CancelRequest decode(WireReader in) {
    in.int32("code");
    return new CancelRequest(in.int32("processId"), SecretKey.decode(in));
  }

  @Override
  public MessageType type() {
    return MessageType.CANCEL_REQUEST;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(ProtocolCode.CANCEL_REQUEST).int32(processId).bytes(secretKey);
  }

  /** Leaves the secret key out. */
  @Override
  public String toString() {
    return "CancelRequest[processId=" + processId + ", secretKey=" + Secrets.MASK + "]";
  }
}
