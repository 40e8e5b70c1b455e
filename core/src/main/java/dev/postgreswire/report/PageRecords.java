package dev.postgreswire.report;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.Undecoded;
import dev.postgreswire.recording.MessageFacts;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Messages as the page reads them: the bytes with secrets overwritten, and where the fields lie.
 * See {@code model.js} for the other side of it.
 */
final class PageRecords {
  /** More of one message is not kept; its fields and its length are true all the same. */
  static final int LONGEST_MESSAGE = 64 << 10;

  private static final int BACKEND = 1;
  private static final int REMARKED = 2;

  private final PageShapes shapes;
  private Instant began;

  PageRecords(PageShapes shapes) {
    this.shapes = shapes;
  }

  /** Returns nanoseconds since the first thing that was told. */
  long nanos(Instant time) {
    if (began == null) {
      began = time;
    }
    return Duration.between(began, time).toNanos();
  }

  Instant began() {
    return began == null ? Instant.EPOCH : began;
  }

  PageRecord record(MessageFacts facts, Message message) {
    int size = facts.message().frame().bytes().length();
    int kept = Math.min(size, LONGEST_MESSAGE);
    PageRecord made = new PageRecord(() -> encoded(facts, message), kept, isError(message));
    if (size > LONGEST_MESSAGE) {
      Bytes unused = made.bytes(); // rather than to hold all of it
    }
    return made;
  }

  private Bytes encoded(MessageFacts facts, Message message) {
    RecordedMessage recorded = facts.message();
    Frame frame = recorded.frame();
    List<Field> all = recorded.fields();
    PageFields fields = new PageFields(facts, message, all);
    List<PageField> shape = fields.shape();
    int number = shapes.number(new PageShapes.Shape(name(recorded, message), shape));
    byte[] masked = PageMask.mask(frame, message, all, recorded.context().charset());
    int kept = Math.min(masked.length, LONGEST_MESSAGE);
    boolean backend = recorded.direction() == Direction.BACKEND;
    String remark = message instanceof Undecoded u ? u.reason() : "";
    PageBytes out = new PageBytes();
    out.number(recorded.index()).signed(nanos(recorded.time()));
    out.write((backend ? BACKEND : 0) | (remark.isEmpty() ? 0 : REMARKED));
    out.number(PageLetters.of(recorded.phase()))
        .number(number)
        .number(shapes.sql(facts.sql().orElse("")))
        .number(shapes.caller(recorded.caller()));
    out.number(frame.length()).number(frame.size()).number(kept).raw(masked, kept);
    if (!remark.isEmpty()) {
      out.text(remark);
    }
    if (shapes.hasFields(number)) {
      places(out, fields.fields(), shape);
      meanings(out, fields, shape);
    }
    return Bytes.wrap(out.toByteArray());
  }

  private static String name(RecordedMessage recorded, Message message) {
    return message.type() == MessageType.UNDECODED ? "Undecoded" : recorded.name();
  }

  private static void places(PageBytes out, List<Field> fields, List<PageField> shape) {
    for (int i = 0; i < fields.size(); i++) {
      if (shape.get(i).is(PageField.INNER)) {
        out.number(fields.get(i).offset());
      }
      out.number(fields.get(i).length());
    }
  }

  private void meanings(PageBytes out, PageFields fields, List<PageField> shape) {
    PageBytes meanings = new PageBytes();
    int count = 0;
    for (int i = 0; i < shape.size(); i++) {
      Field field = fields.fields().get(i);
      char kind = shape.get(i).kind();
      if (kind == PageField.TYPE_OID || kind == PageField.SQL_STATE) {
        shapes.name(field.value(), shape.get(i).label());
      }
      String meaning = fields.meaning(field);
      if (meaning != null) {
        meanings.number(i).text(meaning);
        count++;
      }
    }
    out.number(count).raw(Bytes.wrap(meanings.toByteArray()));
  }

  private static boolean isError(Message message) {
    return message.type() == MessageType.ERROR_RESPONSE
        || message.type() == MessageType.LEGACY_ERROR_RESPONSE
        || message.type() == MessageType.UNDECODED;
  }
}
