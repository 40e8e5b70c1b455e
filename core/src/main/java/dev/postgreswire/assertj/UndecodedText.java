package dev.postgreswire.assertj;

import dev.postgreswire.message.Undecoded;
import dev.postgreswire.recording.RecordedMessage;
import java.util.Locale;

/** Where and why a message could not be decoded. */
final class UndecodedText {
  private UndecodedText() {}

  /** Returns such as {@code c1 #12, byte 340 from the frontend: unknown message type 0x7a}. */
  static String line(RecordedMessage message) {
    if (!(message.message() instanceof Undecoded undecoded)) {
      return "";
    }
    String from = message.direction().name().toLowerCase(Locale.ROOT);
    return "\n  c%d #%d, byte %d from the %s: %s"
        .formatted(
            message.connectionId(),
            message.index(),
            message.frame().position() + undecoded.offset(),
            from,
            undecoded.reason());
  }
}
