package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A notification of a channel that the session listens to.
 *
 * @param processId the process ID of the backend that notified
 * @param channel the name of the channel
 * @param payload what was sent along; may be empty
 */
public record NotificationResponse(int processId, String channel, String payload)
    implements BackendMessage {
  static NotificationResponse decode(WireReader in) {
    return new NotificationResponse(
        in.int32("processId"), in.cString("channel"), in.cString("payload"));
  }

  @Override
  public MessageType type() {
    return MessageType.NOTIFICATION_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(processId).cString(channel).cString(payload);
  }
}
