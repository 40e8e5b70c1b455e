package dev.postgreswire.report;

import dev.postgreswire.message.AuthenticationRequest;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.Secrets;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a message as libpq traces them: a space before each, numbers in decimal, text in
 * double quotes, other bytes in single ones.
 */
final class TraceFields {
  private final TraceOptions options;
  private final Appendable out;
  private final Frame frame;
  private final Message message;
  private final List<Field> fields;

  TraceFields(
      TraceOptions options, Appendable out, Frame frame, Message message, List<Field> fields) {
    this.options = options;
    this.out = out;
    this.frame = frame;
    this.message = message;
    this.fields = fields;
  }

  /**
   * Returns the fields that a line shows: those of the body, without those that lie within others.
   */
  List<Field> printed() {
    List<Field> printed = new ArrayList<>();
    int end = 0;
    for (Field field : fields) {
      if (field.offset() >= end && !isSilent(field)) {
        printed.add(field);
      }
      end = Math.max(end, field.offset() + field.length());
    }
    return printed;
  }

  /** Returns whether libpq says nothing of {@code field}, or its message's name says it all. */
  private boolean isSilent(Field field) {
    String name = field.name();
    return switch (message.type()) {
      case AUTHENTICATION_UNKNOWN -> isHeader(field);
      case AUTHENTICATION_MD5_PASSWORD -> true;
      case STARTUP_MESSAGE -> isHeader(field) || name.equals("terminator");
      case LEGACY_ERROR_RESPONSE -> name.equals("type");
      case TLS_RECORD -> name.equals("length") || name.equals("data");
      case GSS_PACKET -> true;
      case UNDECODED -> false;
      default ->
          isHeader(field) || (message instanceof AuthenticationRequest && name.equals("code"));
    };
  }

  private boolean isHeader(Field field) {
    return field.offset() < frame.headerSize();
  }

  /** Writes a field, the space before it included. */
  void write(Field field) throws IOException {
    out.append(' ');
    Optional<String> masked =
        options.regress() ? TraceRegress.mask(frame, message, field) : Optional.empty();
    if (masked.isPresent()) {
      size(field);
      out.append(masked.get());
    } else if (field.value() instanceof Optional<?> value) {
      size(field);
      if (value.isPresent()) {
        bytes(field, 4);
      }
    } else if (field.value() instanceof Bytes) {
      bytes(field, 0);
    } else if (field.value() instanceof String || field.value() instanceof CommandTag) {
      text(field);
    } else {
      number(field);
    }
  }

  /** Writes the length that a value of its own length begins with. */
  private void size(Field field) throws IOException {
    if (field.value() instanceof Optional<?> value) {
      out.append(Integer.toString(frame.bytes().int32(field.offset())));
      if (value.isPresent()) {
        out.append(' ');
      }
    }
  }

  private void number(Field field) throws IOException {
    int at = field.offset();
    Bytes bytes = frame.bytes();
    if (message.type() == MessageType.TLS_RECORD) {
      out.append(String.valueOf(field.value()));
    } else if (field.length() == 1) {
      character(field);
    } else if (field.length() == 2) {
      out.append(Integer.toString(bytes.int16(at) & 0xFFFF));
    } else if (frame.headerSize() == 4 && at == 4) {
      // The code of a startup packet is a version: major and minor.
      out.append(Integer.toString(bytes.int16(at) & 0xFFFF)).append(' ');
      out.append(Integer.toString(bytes.int16(at + 2) & 0xFFFF));
    } else {
      out.append(Integer.toString(bytes.int32(at)));
    }
  }

  private void character(Field field) throws IOException {
    if (field.name().equals("terminator") && message.type() == MessageType.AUTHENTICATION_SASL) {
      // For libpq, the end of the list is one more string, an empty one.
      out.append("\"\"");
    } else {
      TraceText.character(out, frame.bytes().get(field.offset()));
    }
  }

  private void text(Field field) throws IOException {
    String text = field.value() instanceof CommandTag tag ? tag.text() : (String) field.value();
    out.append('"')
        .append(options.unsafe() ? text : Masking.text(message, field, text))
        .append('"');
  }

  /** Writes what follows the first {@code skipped} bytes, with the secrets among them masked. */
  private void bytes(Field field, int skipped) throws IOException {
    int from = field.offset() + skipped;
    int end = field.offset() + field.length();
    out.append('\'');
    if (!options.unsafe()) {
      for (Field secret : secretsIn(field)) {
        int start = Math.max(from, secret.offset());
        TraceText.bytes(out, frame.bytes().slice(from, start - from));
        out.append(Secrets.MASK);
        from = secret.offset() + secret.length();
      }
    }
    Bytes rest = frame.bytes().slice(from, end - from);
    TraceText.bytes(out, options.unsafe() ? rest : Masking.bytes(message, rest));
    out.append('\'');
  }

  /** Returns the secret fields within {@code outer}; where none is found in a secret, itself. */
  private List<Field> secretsIn(Field outer) {
    if (!Secrets.isSecret(message, outer)) {
      return List.of();
    }
    int end = outer.offset() + outer.length();
    List<Field> inner =
        fields.stream()
            .filter(field -> !field.equals(outer) && Secrets.isSecret(message, field))
            .filter(field -> field.offset() >= outer.offset())
            .filter(field -> field.offset() + field.length() <= end)
            .toList();
    return inner.isEmpty() ? List.of(outer) : inner;
  }
}
