package dev.postgreswire.assertj;

import dev.postgreswire.recording.Notification;
import java.util.List;

/** Assertions on notifications. */
public class NotificationsAssert
    extends AbstractListWireAssert<
        NotificationsAssert, List<? extends Notification>, Notification, NotificationAssert> {
  /** Begins assertions on {@code actual}. */
  public NotificationsAssert(List<? extends Notification> actual) {
    super(actual, NotificationsAssert.class, Kinds.NOTIFICATION);
  }

  @Override
  NotificationsAssert create(List<? extends Notification> elements) {
    return new NotificationsAssert(elements);
  }

  @Override
  NotificationsAssert narrowed(List<? extends Notification> elements) {
    return evidence().list(NotificationsAssert.class, elements, NotificationsAssert::new, this);
  }
}
