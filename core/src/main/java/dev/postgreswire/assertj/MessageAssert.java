package dev.postgreswire.assertj;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.Undecoded;
import dev.postgreswire.recording.Phase;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.wire.Direction;

/** Assertions on a raw message. Which messages a driver sends differs between its releases. */
public class MessageAssert extends AbstractWireAssert<MessageAssert, RecordedMessage> {
  /** Begins assertions on {@code actual}. */
  public MessageAssert(RecordedMessage actual) {
    super(actual, MessageAssert.class, Kinds.MESSAGE);
  }

  /** Verifies its name in the PostgreSQL manual, such as {@code Bind}. */
  public MessageAssert hasName(String name) {
    return meets(Criterion.equal("name", name, RecordedMessage::name));
  }

  /** Verifies the class of what it says. */
  public MessageAssert isOfType(Class<? extends Message> type) {
    return meets(
        Criterion.that(
            "type",
            "to be a " + type.getSimpleName(),
            message -> type.isInstance(message.message()),
            message -> "was a " + message.name()));
  }

  /** Verifies who sent it. */
  public MessageAssert hasDirection(Direction direction) {
    return meets(Criterion.equal("direction", direction, RecordedMessage::direction));
  }

  /** Verifies its length as the protocol counts it, without the type byte. */
  public MessageAssert hasLength(long length) {
    return meets(Criterion.equal("length", length, RecordedMessage::length));
  }

  /** Verifies what the connection was about when it was sent. */
  public MessageAssert isInPhase(Phase phase) {
    return meets(Criterion.equal("phase", phase, RecordedMessage::phase));
  }

  /** Verifies that it could be decoded. */
  public MessageAssert isDecoded() {
    return meets(
        Criterion.that(
            "decoded",
            "to be decoded",
            message -> !(message.message() instanceof Undecoded),
            MessageAssert::reason));
  }

  private static String reason(RecordedMessage message) {
    return message.message() instanceof Undecoded undecoded
        ? "it was not: " + undecoded.reason() + " at byte " + undecoded.offset()
        : "it was";
  }
}
