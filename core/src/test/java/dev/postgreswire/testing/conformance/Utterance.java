package dev.postgreswire.testing.conformance;

import dev.postgreswire.message.Close;
import dev.postgreswire.message.Describe;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.util.Optional;

/**
 * One message, as far as the rules need it.
 *
 * @param index its number in its connection
 * @param direction who sent it
 * @param type which message it is; {@code UNDECODED} when nobody knows
 * @param detail of an error its severity; of Describe and Close {@code S} or {@code P}; of an
 *     answer to a request for encryption its byte; of StartupMessage {@code replication} if it asks
 *     for that; of SASLInitialResponse the mechanism; else empty
 */
public record Utterance(int index, Direction direction, MessageType type, String detail) {
  /** Returns what {@code message}, which came as {@code frame}, is. */
  public static Utterance of(int index, Frame frame, Message message) {
    MessageType type = message.type();
    if (type == MessageType.UNDECODED && isWhole(frame)) {
      type = byItsByte(frame).orElse(type);
    }
    return new Utterance(index, frame.direction(), type, detail(message));
  }

  /** Returns whether {@code frame} is one of the many that need not be decoded: rows and data. */
  public static boolean isPlain(Frame frame) {
    boolean isRow = frame.type() == 'D' && frame.direction() == Direction.BACKEND;
    return (isRow || frame.type() == 'd') && isWhole(frame);
  }

  /** Returns what {@code frame} is, which {@link #isPlain}. */
  public static Utterance ofPlain(int index, Frame frame) {
    MessageType type = frame.type() == 'd' ? MessageType.COPY_DATA : MessageType.DATA_ROW;
    return new Utterance(index, frame.direction(), type, "");
  }

  /** Returns what {@code message} is, which came whole. */
  public static Utterance of(int index, Direction direction, Message message) {
    return new Utterance(index, direction, message.type(), detail(message));
  }

  /** Returns whether its boundaries are sure, whatever is within, or was cut from it later. */
  private static boolean isWhole(Frame frame) {
    return frame.kind() == FrameKind.MESSAGE && frame.fault().isEmpty();
  }

  private static Optional<MessageType> byItsByte(Frame frame) {
    MessageType found = null;
    for (MessageType type : MessageType.values()) {
      boolean fits =
          type.typeByte() == frame.type()
              && type.direction().orElse(frame.direction()) == frame.direction();
      if (fits && found != null) {
        return Optional.empty();
      }
      found = fits ? type : found;
    }
    return Optional.ofNullable(found);
  }

  private static String detail(Message message) {
    if (message instanceof ErrorResponse error) {
      return error.severity().orElse("");
    } else if (message instanceof Describe describe) {
      return String.valueOf(describe.target().code());
    } else if (message instanceof Close close) {
      return String.valueOf(close.target().code());
    } else if (message instanceof NegotiationAnswer answer) {
      return String.valueOf(answer.answer());
    } else if (message instanceof SASLInitialResponse response) {
      return response.mechanism();
    } else if (message instanceof StartupMessage startup) {
      return startup.parameter("replication").isPresent() ? "replication" : "";
    }
    return "";
  }

  boolean isFromClient() {
    return direction == Direction.FRONTEND;
  }

  boolean is(MessageType other) {
    return type == other;
  }

  /** Returns whether it ends the session. */
  boolean isFatal() {
    boolean ends = detail.equals("FATAL") || detail.equals("PANIC");
    return type == MessageType.LEGACY_ERROR_RESPONSE
        || (type == MessageType.ERROR_RESPONSE && ends);
  }

  /** Returns its number, direction and name, and what is special about it. */
  @Override
  public String toString() {
    String more = detail.isEmpty() ? "" : " " + detail;
    return "#" + index + " " + direction.symbol() + " " + type.protocolName() + more;
  }
}
