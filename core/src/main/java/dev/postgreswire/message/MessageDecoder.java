package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.ProtocolCode;
import dev.postgreswire.wire.WireReader;
import java.util.List;

/**
 * Frames to messages. It never throws: what cannot be decoded becomes {@link Undecoded}, with the
 * reason.
 */
public final class MessageDecoder {
  private MessageDecoder() {}

  /**
   * Returns the message that {@code frame} holds.
   *
   * @param context what the messages before it said; see {@link DecodingContext#after}
   */
  public static Message decode(Frame frame, DecodingContext context) {
    String fault = fault(frame);
    if (!fault.isEmpty()) {
      return new Undecoded(frame.direction(), frame.bytes(), fault, 0);
    }
    return Repeats.mayBe(frame) ? decodeOnce(frame, context) : decodeWhole(frame, context);
  }

  private static Message decodeOnce(Frame frame, DecodingContext context) {
    Bytes bytes = frame.bytes();
    Message known = Repeats.find(bytes, context.charset());
    if (known != null) {
      return known;
    }
    Message message = decodeWhole(frame, context);
    if (!(message instanceof Undecoded)) {
      Repeats.keep(bytes, context.charset(), message);
    }
    return message;
  }

  private static Message decodeWhole(Frame frame, DecodingContext context) {
    try {
      return decode(frame, context, WireReader.of(frame.bytes(), 0, context.charset()));
    } catch (MalformedMessageException e) {
      return undecoded(frame, context);
    }
  }

  /** Decodes once more to name the field at fault with its path, which costs too much before. */
  private static Undecoded undecoded(Frame frame, DecodingContext context) {
    WireReader in = WireReader.recordingFields(frame.bytes(), 0, context.charset());
    String reason = "malformed";
    int offset = 0;
    try {
      decode(frame, context, in);
    } catch (MalformedMessageException e) {
      reason = e.getMessage();
      offset = e.offset();
    }
    return new Undecoded(frame.direction(), frame.bytes(), reason, offset);
  }

  /**
   * Returns the fields of {@code frame}, with their offsets from its beginning. Together they cover
   * all of its bytes; some lie within others. The bytes of what cannot be decoded, from the field
   * at fault on, are one field {@code undecoded}.
   */
  public static List<Field> fields(Frame frame, DecodingContext context) {
    return FieldDecoder.fields(frame, context);
  }

  /** Returns why {@code frame} is not to be decoded at all, or the empty string. */
  static String fault(Frame frame) {
    if (!frame.fault().isEmpty()) {
      return frame.fault();
    }
    if (frame.isCut()) {
      return "cut by the memory limit: "
          + frame.bytes().length()
          + " of "
          + frame.size()
          + " bytes kept";
    }
    return frame.kind() == FrameKind.UNFRAMED ? "no frame begins here" : "";
  }

  /** Reads all of {@code frame}, header included. */
  static Message decode(Frame frame, DecodingContext context, WireReader in) {
    Message message =
        switch (frame.kind()) {
          case STARTUP -> decodeStartup(frame, in);
          case NEGOTIATION_ANSWER -> NegotiationAnswer.decode(in);
          case MESSAGE -> decodeTyped(frame, context, in);
          case LEGACY_ERROR -> LegacyErrorResponse.decode(in);
          case TLS_RECORD -> TlsRecord.decode(frame.direction(), in);
          case GSS_PACKET -> GssPacket.decode(frame.direction(), in);
          case UNFRAMED -> throw new MalformedMessageException(fault(frame), 0);
        };
    in.expectEnd();
    return message;
  }

  private static Message decodeStartup(Frame frame, WireReader in) {
    length(frame, in);
    Bytes bytes = frame.bytes();
    if (bytes.length() < ProtocolCode.MIN_STARTUP_LENGTH) {
      throw in.fault("version", "needs 4 bytes, " + in.remaining() + " are left", in.position());
    }
    int code = bytes.int32(4);
    return switch (code) {
      case ProtocolCode.SSL_REQUEST -> SSLRequest.decode(in);
      case ProtocolCode.GSSENC_REQUEST -> GSSENCRequest.decode(in);
      case ProtocolCode.CANCEL_REQUEST -> CancelRequest.decode(in);
      default -> {
        if (code >>> 16 != 3) {
          throw new MalformedMessageException(
              "protocol " + ProtocolVersion.of(code) + " is none of 3.x", in.position());
        }
        yield StartupMessage.decode(in);
      }
    };
  }

  private static Message decodeTyped(Frame frame, DecodingContext context, WireReader in) {
    int type = in.char8("type");
    length(frame, in);
    return frame.direction() == Direction.FRONTEND
        ? FrontendDecoder.decode(type, context, in)
        : BackendDecoder.decode(type, in);
  }

  /** Reads the length; of frames that a decoder made it is right, of others nobody knows. */
  private static void length(Frame frame, WireReader in) {
    int length = in.int32("length");
    if (length != frame.length()) {
      throw in.fault(
          "length",
          "is " + length + " in a frame of " + frame.size() + " bytes",
          in.position() - 4);
    }
  }

  static MalformedMessageException unknownType(int type) {
    String character = type > ' ' && type <= '~' ? " '" + (char) type + "'" : "";
    return new MalformedMessageException(
        String.format("unknown message type 0x%02x%s", type, character), 0);
  }
}
