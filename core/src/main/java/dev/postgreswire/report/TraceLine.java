package dev.postgreswire.report;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.Undecoded;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.io.IOException;
import java.util.List;

/** A message as libpq 18 traces it: direction, length, name, and the fields, if there are any. */
final class TraceLine {
  private final TraceOptions options;
  private final Appendable out;

  TraceLine(TraceOptions options, Appendable out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Writes the line of a message, without what may come before the direction.
   *
   * @param request what a one-byte answer answers; of no interest for others
   */
  void write(Frame frame, DecodingContext context, MessageType request) throws IOException {
    Message message = MessageDecoder.decode(frame, context);
    out.append(frame.direction().symbol()).append('\t');
    out.append(length(frame, message)).append('\t').append(name(message, request));
    if (message instanceof Undecoded undecoded) {
      out.append("\t \"").append(undecoded.reason()).append('"');
    }
    boolean first = !(message instanceof Undecoded);
    TraceFields fields = new TraceFields(options, out, frame, message, fields(frame, context));
    for (Field field : fields.printed()) {
      if (first) {
        out.append('\t');
        first = false;
      }
      fields.write(field);
    }
    out.append('\n');
  }

  private static List<Field> fields(Frame frame, DecodingContext context) {
    return MessageDecoder.fields(frame, context);
  }

  private String length(Frame frame, Message message) {
    // Errors name a line of the server's source, so that even their length varies.
    return options.regress() && isDiagnostic(message) ? "NN" : Long.toString(frame.length());
  }

  private static boolean isDiagnostic(Message message) {
    return message.type() == MessageType.ERROR_RESPONSE
        || message.type() == MessageType.NOTICE_RESPONSE;
  }

  private static String name(Message message, MessageType request) {
    if (message.type() != MessageType.NEGOTIATION_ANSWER) {
      return message.type().protocolName();
    }
    return request == MessageType.GSSENC_REQUEST ? "GSSENCResponse" : "SSLResponse";
  }
}
