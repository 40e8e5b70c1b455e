package dev.postgreswire.assertj;

import dev.postgreswire.recording.Notification;

/** Assertions on a notification that a client received. */
public class NotificationAssert extends AbstractWireAssert<NotificationAssert, Notification> {
  /** Begins assertions on {@code actual}. */
  public NotificationAssert(Notification actual) {
    super(actual, NotificationAssert.class, Kinds.NOTIFICATION);
  }

  /** Verifies what was listened to. */
  public NotificationAssert hasChannel(String channel) {
    return meets(Criterion.equal("channel", channel, Notification::channel));
  }

  /** Verifies what was said; the empty string when nothing was. */
  public NotificationAssert hasPayload(String payload) {
    return meets(Criterion.equal("payload", payload, Notification::payload));
  }

  /** Verifies the server process that notified. */
  public NotificationAssert isFromProcess(int processId) {
    return meets(Criterion.equal("process", processId, Notification::processId));
  }
}
