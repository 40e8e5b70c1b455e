package dev.postgreswire.message;

import dev.postgreswire.message.copy.CopyBinary;
import dev.postgreswire.message.copy.CopyBinaryScanner;
import dev.postgreswire.message.pgoutput.LogicalMessage;
import dev.postgreswire.message.replication.ReplicationMessage;
import dev.postgreswire.message.replication.XLogData;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The fields of what a message carries within its data: SASL, replication, binary COPY. */
final class PayloadFields {
  private static final String DATA = "data";
  private static final int HEADER = 5;

  private final Frame frame;
  private final DecodingContext context;
  private final List<Field> fields = new ArrayList<>();

  private PayloadFields(Frame frame, DecodingContext context) {
    this.frame = frame;
    this.context = context;
  }

  static List<Field> of(Frame frame, Message message, DecodingContext context, List<Field> outer) {
    PayloadFields payload = new PayloadFields(frame, context);
    if (message instanceof CopyData copyData) {
      payload.addCopy(copyData);
    } else if (SaslPayload.of(message, context).isPresent()) {
      payload.addSasl(message, outer);
    }
    return payload.fields;
  }

  private void addSasl(Message message, List<Field> outer) {
    Bytes data = SaslCarrier.data(message).orElseThrow();
    Field field =
        outer.stream().filter(candidate -> candidate.name().equals(DATA)).findFirst().orElseThrow();
    int start = field.offset() + field.length() - data.length();
    read(start, in -> in.within(DATA, r -> SaslPayload.parse(message, context, data, r)));
  }

  private void addCopy(CopyData message) {
    if (ReplicationMessage.isExpected(frame.direction(), context)) {
      read(
              HEADER,
              in -> in.within(DATA, r -> ReplicationMessage.decode(frame.direction(), context, r)))
          .filter(XLogData.class::isInstance)
          .map(XLogData.class::cast)
          .filter(data -> context.isPgoutput())
          .ifPresent(this::addLogical);
    } else {
      context.copyScanner().ifPresent(scanner -> addBinary(message.data(), scanner));
    }
  }

  private void addLogical(XLogData outer) {
    int start = frame.bytes().length() - outer.data().length();
    read(start, in -> in.within("data.data", r -> LogicalMessage.decode(context, r)));
  }

  private void addBinary(Bytes data, CopyBinaryScanner scanner) {
    int rows = 0;
    int position = 0;
    while (position < data.length() && !scanner.isBroken()) {
      boolean header = scanner.isInHeader();
      boolean whole = scanner.isBetweenElements();
      int start = position;
      int end = scanner.next(data, start);
      if (end < 0 || !whole) {
        position = end < 0 ? data.length() : end;
        String name = end < 0 ? "data.incomplete" : "data.continued";
        Bytes part = data.slice(start, position - start);
        fields.add(new Field(name, HEADER + start, part.length(), part));
      } else {
        position = end;
        String name = header ? "data.header" : "data.rows[" + rows++ + "]";
        read(HEADER + start, in -> in.within(name, r -> CopyBinary.decode(header, r)));
      }
    }
  }

  /** Reads from {@code start} on, keeping the fields; where that fails, the rest is one field. */
  private <T> Optional<T> read(int start, Function<WireReader, T> decode) {
    WireReader in = WireReader.recordingFields(frame.bytes(), start, context.charset());
    try {
      T value = decode.apply(in);
      fields.addAll(in.fields());
      return Optional.of(value);
    } catch (MalformedMessageException e) {
      fields.addAll(in.fields());
      Bytes rest = frame.bytes().from(in.position());
      fields.add(new Field("data.undecoded", in.position(), rest.length(), rest));
      return Optional.empty();
    }
  }
}
