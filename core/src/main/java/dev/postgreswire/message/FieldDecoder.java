package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** The fields of frames. */
final class FieldDecoder {
  private FieldDecoder() {}

  static List<Field> fields(Frame frame, DecodingContext context) {
    if (frame.kind() == FrameKind.UNFRAMED) {
      return withRest(frame.bytes(), List.of());
    }
    WireReader in = WireReader.recordingFields(frame.bytes(), 0, context.charset());
    try {
      Message message = MessageDecoder.decode(frame, context, in);
      if (MessageDecoder.fault(frame).isEmpty()) {
        List<Field> fields = new ArrayList<>(in.fields());
        fields.addAll(PayloadFields.of(frame, message, context, fields));
        return List.copyOf(fields);
      }
    } catch (MalformedMessageException e) {
      // What was read until then is kept; the rest follows.
    }
    return withRest(frame.bytes(), in.fields());
  }

  /** Adds what no field covers. */
  static List<Field> withRest(Bytes bytes, List<Field> read) {
    List<Field> fields = new ArrayList<>(read);
    int end = read.stream().mapToInt(field -> field.offset() + field.length()).max().orElse(0);
    if (end < bytes.length()) {
      fields.add(new Field("undecoded", end, bytes.length() - end, bytes.from(end)));
    }
    return List.copyOf(fields);
  }
}
