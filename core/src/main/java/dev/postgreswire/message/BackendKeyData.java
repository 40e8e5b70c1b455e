package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Gives what the client needs to cancel a statement of this session.
 *
 * @param processId the process ID of the backend
 * @param secretKey the secret: 4 bytes in protocol 3.0, 4 to 256 in 3.2
 */
public record BackendKeyData(int processId, Bytes secretKey) implements BackendMessage {
  static BackendKeyData decode(WireReader in) {
    return new BackendKeyData(in.int32("processId"), SecretKey.decode(in));
  }

  @Override
  public MessageType type() {
    return MessageType.BACKEND_KEY_DATA;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(processId).bytes(secretKey);
  }

  /** Leaves the secret key out. */
  @Override
  public String toString() {
    return "BackendKeyData[processId=" + processId + ", secretKey=" + Secrets.MASK + "]";
  }
}
